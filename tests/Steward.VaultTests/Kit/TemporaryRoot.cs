using System.Runtime.CompilerServices;
using Steward.TestKit;

namespace Steward.VaultTests.Kit;

/// <summary>All temporary files of these tests, and of the programs that they start, lie in one folder that goes with the run.</summary>
internal static class TemporaryRoot
{
    [ModuleInitializer]
    internal static void Make() => TemporaryFiles.OwnRoot();
}
