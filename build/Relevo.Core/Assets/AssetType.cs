namespace Relevo.Core.Assets;

/// <summary>What a data or model asset is made of. The wire names are in <see cref="AssetTypeNames"/>.</summary>
public enum AssetType
{
    /// <summary><c>uri_folder</c>: a folder of files.</summary>
    UriFolder,

    /// <summary><c>uri_file</c>: one file.</summary>
    UriFile,

    /// <summary><c>mltable</c>: a folder with an <c>MLTable</c> file that describes a table.</summary>
    MlTable,

    /// <summary><c>mlflow_model</c>: a folder with an <c>MLmodel</c> file.</summary>
    MlflowModel,

    /// <summary><c>custom_model</c>: any file or folder.</summary>
    CustomModel,

    /// <summary><c>triton_model</c>: a Triton model repository.</summary>
    TritonModel,
}
