using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>What an export is written as.</summary>
internal enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180), UTF-8, with a head.</summary>
    Csv,

    /// <summary>One JSON object with the entries in an array.</summary>
    Json,
}

/// <summary>Evidence as a file, written while it is read. What is beyond the bound is left out, and the file's last row says so.</summary>
/// <param name="product">The product.</param>
/// <param name="name">The file's name without its extension.</param>
/// <param name="format">What it is written as.</param>
/// <param name="entries">The entries.</param>
internal sealed class EvidenceExport(ProductId product, string name, ExportFormat format, IAsyncEnumerable<LedgerEntry> entries) : IResult
{
    /// <summary>The most rows of one file.</summary>
    public const int MaxRows = 100_000;

    private const int FlushEvery = 500;

    /// <summary>What the reader has to know of the file, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The format that was asked for; null for none, which is a page.</summary>
    public static ExportFormat? FormatOf(string? text) => text switch
    {
        null or "" => null,
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        _ => throw StewardException.Invalid($"'{Texts.Clip(text, 20)}' is no format of an export: there are csv and json."),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (answer, stop) = (httpContext.Response, httpContext.RequestAborted);
        var isCsv = format == ExportFormat.Csv;
        answer.ContentType = isCsv ? "text/csv; charset=utf-8; header=present" : "application/json";
        answer.Headers.ContentDisposition = $"attachment; filename=\"{name}.{(isCsv ? "csv" : "json")}\"";
        await using var writer = new StreamWriter(answer.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(isCsv ? CsvRows.Head : $"{{\"product\":{Json.Write(product)},\"entries\":[");
        var (rows, note) = (0, Note);
        await foreach (var entry in entries.WithCancellation(stop))
        {
            if (rows == MaxRows)
            {
                note = $"Cut off after {MaxRows} rows: ask with before={(entry.Index + 1).ToString(CultureInfo.InvariantCulture)} for the rest.";
                break;
            }

            await writer.WriteAsync(isCsv ? CsvRows.Of(entry) : (rows == 0 ? "\n" : ",\n") + Json.Write(entry));
            if (++rows % FlushEvery == 0) await writer.FlushAsync(stop);
        }

        await writer.WriteAsync(isCsv ? note is null ? "" : CsvRows.Note(note) : $"\n],\"note\":{Json.Write(note)}}}\n");
    }
}
