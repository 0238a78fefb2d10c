using System.Text;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Changes;

namespace Steward.StorageTests.Testing.Expectations;

/// <summary>Reports of the set "unit", told as in <c>a+ b- c~</c>.</summary>
internal static class Upload
{
    public static ResultsUpload Of(ChangeId change) => ResultsUpload.Of(change, "unit", 1, "token:ci");

    public static Task<ResultsReceipt> ToAsync(ChangeWorld world, ChangeId change, string tests)
    {
        var bytes = Encoding.UTF8.GetBytes($"<testsuite name='S'>{string.Concat(tests.Split(' ').Select(Case))}</testsuite>");
        return world.Get<ResultsIntake>().ReceiveAsync(Of(change), [new UploadedReport("a.xml", new MemoryStream(bytes), Digest.Sha256(bytes))], CancellationToken.None);
    }

    private static string Case(string told) =>
        $"<testcase classname='Cart' name='{told[..^1]}'>{told[^1] switch { '-' => "<failure/>", '~' => "<skipped/>", _ => "" }}</testcase>";
}
