using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Records;
using Relevo.Core.Tests.Support;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Records;

public sealed class RecordStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_newest_record_of_a_project_is_found()
    {
        var store = new RecordStore(_folder["artifacts"]);
        store.Write(Provision("a", 1));
        store.Write(Provision("a", 3));
        store.Write(Provision("a", 2));
        store.Write(Provision("b", 4));

        var found = await store.FindLatestAsync<ProvisionRecord>(ProvisionRecord.StageName, "a", Stop);

        Assert.Equal(3, found?.Record.StartedAt.Hour);
        Assert.Null(await store.FindLatestAsync<TrainRecord>(TrainRecord.StageName, "a", Stop));
    }

    [Fact]
    public async Task A_record_reads_back_as_it_was_written()
    {
        var store = new RecordStore(_folder["artifacts"]);
        var gate = new GateRecord
        {
            Project = "a",
            Environment = "dev",
            StartedAt = Hour(5),
            Duration = TimeSpan.FromSeconds(1.5),
            Source = new("abc", "main", true),
            Consumes = [new("train", "00ff", "train-x.json")],
            Candidate = new("m", "2", "run", null),
            GateDigest = "11",
            IsPromoted = false,
            CandidateEvaluation = new() { Model = new("m", "2", "run", null), RunId = "r", IsReused = false, Metrics = new Dictionary<string, double> { ["x"] = double.NaN, ["y"] = 0.1 } },
            Decision = new() { Verdict = Verdict.Reject, Summary = "é — <no>", Checks = [new() { Metric = "x", Rule = "presence", Status = CheckStatus.Fail, Candidate = double.NaN, Explanation = "NaN." }] },
        };

        var stored = store.Write(gate);
        var read = await store.FindLatestAsync<GateRecord>(GateRecord.StageName, "a", Stop);

        Assert.Equal(stored.Digest, read?.Digest);
        Assert.Equivalent(gate, read?.Record);
        Assert.Contains("\"stage\": \"gate\"", await File.ReadAllTextAsync(stored.File, Stop));
        Assert.Contains("\"schema_version\": 1", await File.ReadAllTextAsync(stored.File, Stop));
    }

    [Fact]
    public async Task Every_kind_of_record_can_be_written_and_found()
    {
        var store = new RecordStore(_folder["artifacts"]);
        var version = new ModelVersionReference("m", "1", null, null);
        store.Write(Provision("a", 1));
        store.Write(new RegisterDataRecord { Project = "a", Assets = [] });
        store.Write(new SmokeTestRecord { Project = "a", Endpoint = "e", StatusCode = 200, Response = "[1]", Latency = TimeSpan.Zero });
        store.Write(new RollbackRecord { Project = "a", From = version, To = version });
        store.Write(
            new DeployRecord
            {
                Project = "a",
                Endpoint = "e",
                ScoringUri = new("http://127.0.0.1:1/score"),
                Deployment = "blue",
                Model = version,
                HasChanged = true,
                TrafficBefore = new Dictionary<string, int>(),
                TrafficAfter = new Dictionary<string, int> { ["blue"] = 100 },
            });

        Assert.NotNull(await store.FindLatestAsync<DeployRecord>(DeployRecord.StageName, "a", Stop));
        Assert.NotNull(await store.FindLatestAsync<SmokeTestRecord>(SmokeTestRecord.StageName, "a", Stop));
        Assert.NotNull(await store.FindLatestAsync<RollbackRecord>(RollbackRecord.StageName, "a", Stop));
        Assert.NotNull(await store.FindLatestAsync<RegisterDataRecord>(RegisterDataRecord.StageName, "a", Stop));
    }

    [Fact]
    public async Task A_damaged_record_is_named_with_the_remedy()
    {
        var store = new RecordStore(_folder["artifacts"]);
        var stored = store.Write(Provision("a", 1));
        await File.WriteAllTextAsync(stored.File, "{", Stop);

        var fault = await Assert.ThrowsAsync<RelevoException>(() => store.FindLatestAsync<ProvisionRecord>(ProvisionRecord.StageName, "a", Stop));

        Assert.Contains(stored.File, fault.Problem);
        Assert.Contains("delete the file", fault.Remedy);
    }

    [Fact]
    public async Task A_record_of_a_newer_version_is_refused()
    {
        var store = new RecordStore(_folder["artifacts"]);
        store.Write(Provision("a", 1) with { SchemaVersion = 99 });

        Assert.Contains("format 99", (await Assert.ThrowsAsync<RelevoException>(() => store.FindLatestAsync<ProvisionRecord>(ProvisionRecord.StageName, "a", Stop))).Problem);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Hour(int hour) => new(2026, 1, 2, hour, 0, 0, TimeSpan.Zero);

    private static ProvisionRecord Provision(string project, int hour) => new()
    {
        Project = project,
        StartedAt = Hour(hour),
        Location = ".relevo/dev",
        Changes = [new() { Action = ChangeAction.Create, ResourceKind = "workspace", Name = "dev", Properties = [new("schema", null, "1")] }],
    };
}
