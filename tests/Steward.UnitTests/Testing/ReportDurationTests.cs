using Steward.Stages.Testing.Results.Reading;
using Xunit;

namespace Steward.UnitTests.Testing;

public sealed class ReportDurationTests
{
    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("0,25", 0.25)]
    [InlineData("1,234", 1.234)]
    [InlineData("1,234.567", 1234.567)]
    [InlineData("1.234,567", 1234.567)]
    [InlineData("1,234,567.8", 1234567.8)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("12,345,678", 12345678)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1'234.5", 1234.5)]
    [InlineData(" 2.0s ", 2)]
    [InlineData("1e-05", 0.00001)]
    [InlineData("1,5E-4", 0.00015)]
    [InlineData("00:00:01.5000000", 1.5)]
    [InlineData("1.02:00:00", 93600)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("0", 0)]
    [InlineData("-00:00:01", ReportDuration.None)]
    [InlineData("NaN", ReportDuration.None)]
    [InlineData("-1", ReportDuration.None)]
    [InlineData("Infinity", ReportDuration.None)]
    [InlineData("soon", ReportDuration.None)]
    public void Durations_as_reports_write_them(string? text, double seconds) => Assert.Equal(seconds, ReportDuration.Seconds(text), 9);
}
