using Relevo.Local.Provisioning;
using Relevo.Local.Store;

namespace Relevo.Local.Tests.Provisioning;

public sealed class FolderRemovalTests
{
    [Fact]
    public void Read_only_folders_and_links_that_lead_out_go_without_their_targets()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Modes and links of Unix.");
            return;
        }
        var outside = Directory.CreateTempSubdirectory("relevo-outside-").FullName;
        var root = Directory.CreateTempSubdirectory("relevo-removal-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "kept.txt"), "kept");
            var folder = new WorkspaceFolder(Path.Combine(root, ".relevo", "dev"));
            folder.Create();
            var locked = Directory.CreateDirectory(Path.Combine(folder.Store, "aa", "locked")).FullName;
            File.WriteAllText(Path.Combine(locked, "file"), "x");
            File.CreateSymbolicLink(Path.Combine(folder.Store, "link"), outside);
            File.SetUnixFileMode(Path.Combine(locked, "file"), UnixFileMode.UserRead);
            File.SetUnixFileMode(locked, UnixFileMode.None);

            FolderRemoval.Remove(folder, TestContext.Current.CancellationToken);

            Assert.False(Directory.Exists(Path.Combine(root, ".relevo")));
            Assert.True(File.Exists(Path.Combine(outside, "kept.txt")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
            Directory.Delete(outside, recursive: true);
        }
    }
}
