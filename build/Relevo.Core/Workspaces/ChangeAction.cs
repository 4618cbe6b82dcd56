using System.Text.Json.Serialization;

namespace Relevo.Core.Workspaces;

/// <summary>What a plan does to a resource.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeAction>))]
public enum ChangeAction
{
    /// <summary>It is as asked.</summary>
    Unchanged,

    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>Some of its properties differ.</summary>
    Update,

    /// <summary>It goes.</summary>
    Delete,
}
