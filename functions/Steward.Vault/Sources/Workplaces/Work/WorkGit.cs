using System.Text;
using Steward.Vault.Sources.Git;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Workplaces.Work;

/// <summary>
/// A repository of our own beside a user's: it sees the other's objects (alternates), and keeps what it makes to itself. So nothing is written into the user's
/// repository, not even an object. Its attributes switch every conversion off: work is kept byte by byte.
/// </summary>
internal sealed class WorkGit
{
    private const string Raw = "* -text -eol -filter -ident -working-tree-encoding -diff -merge\n";
    private readonly Dictionary<string, string?> _environment;

    private WorkGit(string folder, string tree)
    {
        Folder = folder;
        // A fixed author and time: the same work is the same commit, and the vault has it already.
        _environment = new Dictionary<string, string?>
        {
            ["GIT_DIR"] = folder, ["GIT_WORK_TREE"] = tree, ["GIT_INDEX_FILE"] = Path.Combine(folder, "index"),
            ["GIT_AUTHOR_NAME"] = "Steward", ["GIT_AUTHOR_EMAIL"] = "steward@localhost", ["GIT_AUTHOR_DATE"] = "@0 +0000",
            ["GIT_COMMITTER_NAME"] = "Steward", ["GIT_COMMITTER_EMAIL"] = "steward@localhost", ["GIT_COMMITTER_DATE"] = "@0 +0000",
        };
    }

    /// <summary>Its git folder.</summary>
    public string Folder { get; }

    /// <summary>Makes one in a folder that does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="objects">The other's folder of objects.</param>
    /// <param name="tree">The other's work tree.</param>
    /// <param name="format">The other's object format.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<WorkGit> CreateAsync(string folder, string objects, string tree, string format, CancellationToken cancellation)
    {
        await GitProgram.RunAsync(tree, "making a place for the work", cancellation, "init", "--quiet", "--bare", "--template=", $"--object-format={format}", folder);
        Directory.CreateDirectory(Path.Combine(folder, "info"));
        Directory.CreateDirectory(Path.Combine(folder, "objects", "info"));
        await File.WriteAllTextAsync(Path.Combine(folder, "info", "attributes"), Raw, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "objects", "info", "alternates"), objects + "\n", cancellation);
        return new WorkGit(folder, tree);
    }

    /// <summary>Runs git here; Invalid with its last lines when it fails.</summary>
    public Task<ProgramEnd> RunAsync(string what, CancellationToken cancellation, params string[] arguments) =>
        ProgramRun.SucceedAsync(Start(arguments), what, cancellation);

    /// <summary>Likewise, with something to read.</summary>
    public Task<ProgramEnd> RunAsync(string what, string input, CancellationToken cancellation, params string[] arguments) =>
        ProgramRun.SucceedAsync(Start(arguments), what, cancellation, Encoding.UTF8.GetBytes(input));

    /// <summary>Runs git here, whatever its exit code.</summary>
    public Task<ProgramEnd> TryAsync(CancellationToken cancellation, params string[] arguments) => ProgramRun.EndAsync(Start(arguments), cancellation);

    private ProgramStart Start(string[] arguments)
    {
        var plain = GitProgram.Start(_environment["GIT_WORK_TREE"]!, null, ["-c", "core.bare=false", "-c", "core.autocrlf=false", "-c", "core.untrackedCache=false", "-c", "pack.threads=1", "-c", "advice.addEmbeddedRepo=false", .. arguments]);
        return plain with { Environment = plain.Environment.Where(v => !_environment.ContainsKey(v.Key)).Concat(_environment).ToDictionary(v => v.Key, v => v.Value) };
    }
}
