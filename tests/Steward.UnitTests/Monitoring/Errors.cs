using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Records;

namespace Steward.UnitTests.Monitoring;

/// <summary>Groups lines that stand in tests.</summary>
internal static class Errors
{
    /// <summary>The group of each record, as small numbers in the order of appearance.</summary>
    public static int[] GroupsOf(string text, ErrorGrouper? grouper = null)
    {
        var used = grouper ?? new ErrorGrouper();
        var ids = Records(text).Select(used.Add).ToList();
        var order = ids.Distinct().ToList();
        return [.. ids.Select(id => order.IndexOf(id))];
    }

    public static List<ErrorRecord> Records(string text) => [.. RecordReader.Read(new StringReader(text))];

    public static ErrorGroup Only(string text)
    {
        var grouper = new ErrorGrouper();
        foreach (var record in Records(text)) grouper.Add(record);
        return Xunit.Assert.Single(grouper.Groups);
    }
}
