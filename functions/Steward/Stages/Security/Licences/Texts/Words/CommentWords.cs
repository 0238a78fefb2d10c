namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>Comment markers that are words, at the beginning of a line: REM of batch files and BASIC, dnl of m4, the C of Fortran.</summary>
internal static class CommentWords
{
    public static bool Is(ReadOnlySpan<char> word) => word is "rem" or "dnl" or "c";
}
