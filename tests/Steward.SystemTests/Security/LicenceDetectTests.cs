using System.Text.Json;
using Steward.SystemTests.Commands;

namespace Steward.SystemTests.Security;

/// <summary><c>steward licences detect</c> as others rely on it.</summary>
public sealed class LicenceDetectTests : IDisposable
{
    private static readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_file_has_its_licences_with_their_lines()
    {
        Write("a.c", "\n/* SPDX-License-Identifier: mit or isc */\nint a;\n");
        Write("b.c", "int b;\n");

        var run = await StewardCommand.RunAsync(_folder, _plain, "licences", "detect", "a.c", "b.c", "--json");

        Assert.Equal(0, run.Exit);
        Assert.Equal(["a.c", "b.c"], run.Json.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("file").GetString()));
        Assert.All(run.Json.GetProperty("files").EnumerateArray(), f => Assert.Equal(JsonValueKind.Null, f.GetProperty("problem").ValueKind));
        var found = Assert.Single(run.Json.GetProperty("files")[0].GetProperty("licences").EnumerateArray());
        Assert.Equal("""{"id":"MIT OR ISC","kind":"tag","confidence":1,"startLine":2,"endLine":2}""", JsonSerializer.Serialize(found));
        Assert.Empty(run.Json.GetProperty("files")[1].GetProperty("licences").EnumerateArray());
    }

    [Fact]
    public async Task What_has_no_name_is_a_no_and_hides_nothing()
    {
        Write("tree/COPYING", "You may not redistribute or modify this software without permission of Acme.\n");
        Write("tree/src/main.py", "# Licensed under the GPLv2+\n");
        Write("tree/node_modules/x/LICENSE", "MIT License\n");

        var run = await StewardCommand.RunAsync(_folder, _plain, "licences", "detect", "tree", "missing.txt", "--json");

        var files = run.Json.GetProperty("files").EnumerateArray().ToDictionary(f => f.GetProperty("file").GetString()!, StringComparer.Ordinal);
        Assert.Equal(1, run.Exit);
        Assert.Equal(["missing.txt", "tree/COPYING", "tree/src/main.py"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("cannot be read", files["missing.txt"].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal((JsonValueKind.Null, "unknown"), (Only(files["tree/COPYING"]).GetProperty("id").ValueKind, Only(files["tree/COPYING"]).GetProperty("kind").GetString()));
        Assert.Equal(("GPL-2.0-or-later", "reference"), (Only(files["tree/src/main.py"]).GetProperty("id").GetString(), Only(files["tree/src/main.py"]).GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_input_error_and_people_get_a_table()
    {
        Write("a.c", "// SPDX-License-Identifier: Zlib\n");

        var run = await StewardCommand.RunAsync(_folder, _plain, "licences", "detect", "a.c", "missing.txt");

        Assert.Equal(2, run.Exit);
        Assert.Contains("Zlib", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 files: 1 with licences", run.Out, StringComparison.Ordinal);
    }

    private static JsonElement Only(JsonElement file) => Assert.Single(file.GetProperty("licences").EnumerateArray());

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }
}
