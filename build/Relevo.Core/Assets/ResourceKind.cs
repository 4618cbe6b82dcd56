using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>What an Azure ML file describes, found from its <c>$schema</c>, else its <c>type</c>, else its shape.</summary>
internal sealed record ResourceKind(string Title)
{
    public static readonly ResourceKind CommandJob = new("command job");
    public static readonly ResourceKind PipelineJob = new("pipeline job");
    public static readonly ResourceKind CommandComponent = new("command component");
    public static readonly ResourceKind PipelineComponent = new("pipeline component");
    public static readonly ResourceKind Data = new("data asset");
    public static readonly ResourceKind Environment = new("environment");
    public static readonly ResourceKind Model = new("model");
    public static readonly ResourceKind OnlineEndpoint = new("online endpoint");
    public static readonly ResourceKind ManagedDeployment = new("online deployment");
    public static readonly ResourceKind KubernetesDeployment = new("Kubernetes online deployment");
    public static readonly ResourceKind AmlCompute = new("compute cluster");

    private static readonly Dictionary<string, ResourceKind> BySchema = new(StringComparer.OrdinalIgnoreCase)
    {
        ["commandJob"] = CommandJob,
        ["pipelineJob"] = PipelineJob,
        ["commandComponent"] = CommandComponent,
        ["pipelineComponent"] = PipelineComponent,
        ["data"] = Data,
        ["environment"] = Environment,
        ["model"] = Model,
        ["managedOnlineEndpoint"] = OnlineEndpoint,
        ["kubernetesOnlineEndpoint"] = OnlineEndpoint,
        ["onlineEndpoint"] = OnlineEndpoint,
        ["managedOnlineDeployment"] = ManagedDeployment,
        ["onlineDeployment"] = ManagedDeployment,
        ["kubernetesOnlineDeployment"] = KubernetesDeployment,
        ["amlCompute"] = AmlCompute,
        ["sweepJob"] = new("sweep job"),
        ["sparkJob"] = new("spark job"),
        ["autoMLJob"] = new("automl job"),
        ["parallelJob"] = new("parallel job"),
        ["importJob"] = new("import job"),
        ["finetuningJob"] = new("finetuning job"),
        ["dataTransferJob"] = new("data_transfer job"),
        ["sparkComponent"] = new("spark component"),
        ["parallelComponent"] = new("parallel component"),
        ["importComponent"] = new("import component"),
        ["sweepComponent"] = new("sweep component"),
        ["dataTransferComponent"] = new("data_transfer component"),
        ["batchEndpoint"] = new("batch endpoint"),
        ["batchDeployment"] = new("batch deployment"),
        ["modelBatchDeployment"] = new("batch deployment"),
        ["pipelineComponentBatchDeployment"] = new("batch deployment"),
        ["pipelineBatchDeployment"] = new("batch deployment"),
        ["schedule"] = new("schedule"),
        ["monitorSchedule"] = new("monitoring schedule"),
        ["computeInstance"] = new("compute instance"),
        ["kubernetesCompute"] = new("Kubernetes compute"),
        ["vmCompute"] = new("attached virtual machine"),
        ["virtualMachine"] = new("attached virtual machine"),
        ["synapseSparkCompute"] = new("Synapse Spark compute"),
        ["azureBlob"] = new("datastore"),
        ["azureFile"] = new("datastore"),
        ["azureDataLakeGen1"] = new("datastore"),
        ["azureDataLakeGen2"] = new("datastore"),
        ["oneLake"] = new("datastore"),
        ["workspace"] = new("workspace"),
        ["registry"] = new("registry"),
        ["connection"] = new("connection"),
        ["dataImport"] = new("data import"),
        ["dataIndex"] = new("data index"),
        ["featureStore"] = new("feature store"),
        ["featureSet"] = new("feature set"),
        ["featureStoreEntity"] = new("feature store entity"),
        ["modelVersionPackage"] = new("model package"),
        ["flow"] = new("prompt flow"),
        ["run"] = new("prompt flow run"),
        ["serverlessEndpoint"] = new("serverless endpoint"),
        ["marketplaceSubscription"] = new("marketplace subscription"),
        ["deploymentTemplate"] = new("deployment template"),
        ["hub"] = new("hub workspace"),
        ["project"] = new("project workspace"),
    };

    private static readonly string[] UnsupportedJobTypes =
        ["sweep", "spark", "automl", "parallel", "import", "finetuning", "data_transfer", "distillation"];

    private static readonly string[] ConnectionTypes =
    [
        "git", "python_feed", "container_registry", "generic_container_registry", "feature_store", "s3", "snowflake", "azure_sql_db", "azure_synapse_analytics",
        "azure_mysql_db", "azure_postgres_db", "azure_data_lake_gen_2", "azure_one_lake", "azure_open_ai", "azure_ai_services", "azure_ai_search",
        "azure_content_safety", "azure_speech_services", "api_key", "open_ai", "serp", "serverless", "custom",
    ];

    // What only a job says: a component leaves these to the job or step that uses it.
    private static readonly string[] JobKeys = ["compute", "experiment_name", "settings", "identity", "services", "schedule"];

    /// <summary>Whether the kind is a job of any sort.</summary>
    public bool IsJob => Title.EndsWith(" job", StringComparison.Ordinal);

    /// <summary>The kind of a mapping, or null where nothing tells.</summary>
    public static ResourceKind? Of(YamlMapping mapping) => FromSchema(mapping) ?? FromType(mapping) ?? FromShape(mapping) ?? Named(mapping);

    /// <summary>The kind that <c>$schema</c> names, or null.</summary>
    public static ResourceKind? FromSchema(YamlMapping mapping) => SchemaName(mapping) is { } name ? BySchema.GetValueOrDefault(name) : null;

    // A schema that is not known here is still a sign of some other kind.
    private static ResourceKind? Named(YamlMapping mapping) => SchemaName(mapping) is { } name ? new ResourceKind($"resource of schema '{name}'") : null;

    private static string? SchemaName(YamlMapping mapping) =>
        mapping["$schema"] is YamlScalar { Text: { Length: > 0 } schema }
            ? schema[(schema.TrimEnd('#', '/', ' ').LastIndexOf('/') + 1)..].TrimEnd('#', '/', ' ').Replace(".json", "", StringComparison.OrdinalIgnoreCase).Replace(".schema", "", StringComparison.OrdinalIgnoreCase)
            : null;

    private static ResourceKind? FromType(YamlMapping mapping)
    {
        if (mapping["type"] is not YamlScalar { Text: var type }) return null;
        var isComponent = IsComponent(mapping);
        return type.ToLowerInvariant() switch
        {
            "command" => isComponent ? CommandComponent : CommandJob,
            "command_component" => CommandComponent, // The name of the first previews.
            "pipeline" => isComponent ? PipelineComponent : PipelineJob,
            "uri_file" or "uri_folder" or "mltable" => Data,
            "mlflow_model" or "custom_model" or "triton_model" => Model,
            "amlcompute" => AmlCompute,
            "managed" when IsDeployment(mapping) => ManagedDeployment,
            "kubernetes" when IsDeployment(mapping) => KubernetesDeployment,
            "computeinstance" => BySchema["computeInstance"],
            "virtualmachine" => BySchema["vmCompute"],
            "synapsespark" => BySchema["synapseSparkCompute"],
            "kubernetes" => BySchema["kubernetesCompute"],
            "azure_blob" or "azure_file" or "azure_data_lake_gen1" or "azure_data_lake_gen2" or "one_lake" => BySchema["azureBlob"],
            "model" or "pipeline_component" when IsDeployment(mapping) => BySchema["batchDeployment"],
            var job when UnsupportedJobTypes.Contains(job) => new ResourceKind($"{job} {(isComponent ? "component" : "job")}"),
            var connection when mapping["target"] is not null && ConnectionTypes.Contains(connection) => BySchema["connection"],
            _ => null,
        };
    }

    private static ResourceKind? FromShape(YamlMapping mapping) =>
        mapping["jobs"] is YamlMapping ? PipelineJob
        : mapping["command"] is not null ? IsComponent(mapping) ? CommandComponent : CommandJob
        : mapping["trigger"] is not null ? BySchema["schedule"]
        : mapping["replication_locations"] is not null ? BySchema["registry"]
        : mapping["target"] is not null && mapping["credentials"] is not null ? BySchema["connection"]
        : mapping["account_name"] is not null && (mapping["container_name"] ?? mapping["filesystem"] ?? mapping["file_share_name"]) is not null ? BySchema["azureBlob"]
        : (mapping["managed_network"] ?? mapping["hbi_workspace"] ?? mapping["customer_managed_key"] ?? mapping["key_vault"]) is not null ? BySchema["workspace"]
        : mapping["auth_mode"] is not null ? mapping["defaults"] is not null ? BySchema["batchEndpoint"] : OnlineEndpoint
        : IsDeployment(mapping) ? mapping["mini_batch_size"] is not null ? BySchema["batchDeployment"] : ManagedDeployment
        : mapping["image"] is not null || mapping["conda_file"] is not null || mapping["build"] is not null ? Environment
        : mapping["min_instances"] is not null || mapping["size"] is not null ? AmlCompute
        : null;

    private static bool IsDeployment(YamlMapping mapping) =>
        mapping["endpoint_name"] is not null || mapping["instance_type"] is not null || mapping["code_configuration"] is not null;

    // Nothing but the keys tells a component without '$schema' from a job: a component has a version, or declares its inputs by type; a job gives them values.
    private static bool IsComponent(YamlMapping mapping) =>
        mapping["name"] is not null && !JobKeys.Any(key => mapping[key] is not null) &&
        (mapping["inputs"] is YamlMapping { Entries.Count: > 0 } inputs ? DeclaresTypes(inputs) : mapping["version"] is not null);

    private static bool DeclaresTypes(YamlMapping inputs) =>
        inputs.Entries.All(entry => entry.Value is YamlMapping input && input["type"] is not null && input["path"] is null && input["value"] is null);
}
