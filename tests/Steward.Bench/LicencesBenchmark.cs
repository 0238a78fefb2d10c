using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Steward.Stages.Security.Licences.Detection;

namespace Steward.Bench;

/// <summary>How fast licences are found: the texts of the SPDX list on one core, and a tree of files as products have them.</summary>
internal sealed class LicencesBenchmark : IBenchmark
{
    private const int Texts = 800;
    private const int Rounds = 5;
    private const int Files = 50_000;
    private const int FilesInFolder = 250;

    private static readonly string[] _headers =
    [
        "", "", "", "// SPDX-License-Identifier: Apache-2.0\n", "/*\n * Copyright (c) 2019-2024 Acme Ltd. All rights reserved.\n * Released under the MIT license.\n */\n",
        "// Licensed under the Apache License, Version 2.0 (the \"License\");\n// you may not use this file except in compliance with the License.\n// See the License for the specific language governing permissions and\n// limitations under the License.\n",
        "# This program is free software; you can redistribute it and/or modify\n# it under the terms of the GNU General Public License as published by\n# the Free Software Foundation; either version 2 of the License, or\n# (at your option) any later version.\n",
    ];

    private static readonly string[] _lines =
    [
        "using System.Collections.Generic;\n", "\n", "/// <summary>Reads the entries of a folder, sub-folders included.</summary>\n", "namespace Acme.Shop.Orders.Reading;\n", "    {\n",
        "    public async Task<int> CountAsync(string name, CancellationToken cancellationToken)\n", "        if (name is null) throw new ArgumentNullException(nameof(name));\n",
        "        for (var i = 0; i < items.Count; i++) total += items[i].Price * items[i].Count;\n", "        // See the specification for what each part of the message means.\n",
        "        logger.LogInformation(\"Stored {Count} orders of {Customer}\", count, customer);\n", "    return result;\n", "    }\n", "def read(path):\n",
        "    with open(path, encoding='utf-8') as file:\n", "        return [line.rstrip() for line in file if not line.startswith('#')]\n", "  \"dependencies\": { \"left-pad\": \"^1.3.0\", \"chalk\": \"4.1.2\" },\n",
    ];

    public string Name => "licences";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var began = Stopwatch.GetTimestamp();
        LicenceDetector.Detect("");
        var first = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var texts = ListedTexts();
        var (seconds, tree) = (SecondsOf(texts), await TreeAsync(texts));
        return
        [
            new("licences: the first use, which reads all known texts", first, "s", false),
            new($"licences: {Texts} licence texts on one core", seconds, "s", false, 2),
            new("licences: licence texts a second on one core", Texts / seconds, "texts/s", true, Texts / 2.0),
            new($"licences: a tree of {Files:N0} files on one thread", tree, "s", false, 30),
        ];
    }

    // The median of the rounds after the first, by the processor's time: one thread works.
    private static double SecondsOf(string[] texts)
    {
        var seconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            foreach (var text in texts)
            {
                if (LicenceDetector.Detect(text).Count == 0) throw new InvalidOperationException($"Nothing was found in: {text[..Math.Min(80, text.Length)]}");
            }

            if (round > 0) seconds.Add((Environment.CpuUsage.TotalTime - began).TotalSeconds);
        }

        return seconds.Order().ElementAt(Rounds / 2);
    }

    // By the clock, reading from disk included.
    private static async Task<double> TreeAsync(string[] texts)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        try
        {
            var files = Write(folder, texts);
            var (began, found) = (Stopwatch.GetTimestamp(), 0);
            foreach (var file in files)
            {
                await using var content = new FileStream(file, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
                found += (await LicenceFile.ReadAsync(file, content, CancellationToken.None)).Licences.Count;
            }

            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return found > Files / 3 ? seconds : throw new InvalidOperationException($"Only {found} licences were found.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Write(string folder, string[] texts)
    {
        var (random, files) = (new Random(11), new List<string>(Files));
        for (var i = 0; i < Files; i++)
        {
            var below = Path.Combine(folder, $"{i / FilesInFolder}");
            if (i % FilesInFolder == 0) Directory.CreateDirectory(below);
            files.Add(Path.Combine(below, i % FilesInFolder == 0 ? "LICENSE" : $"file{i}.cs"));
            File.WriteAllText(files[^1], i % FilesInFolder == 0 ? texts[random.Next(texts.Length)] : Source(random));
        }

        return files;
    }

    private static string Source(Random random)
    {
        var text = new StringBuilder(_headers[random.Next(_headers.Length)]);
        for (var lines = random.Next(20, 300); lines > 0; lines--) text.Append(_lines[random.Next(_lines.Length)]);
        return text.ToString();
    }

    private static string[] ListedTexts()
    {
        using var reader = new StreamReader(typeof(LicenceDetector).Assembly.GetManifestResourceStream("licence-texts.jsonl")!);
        reader.ReadLine();
        var texts = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (JsonDocument.Parse(line).RootElement.TryGetProperty("text", out var text)) texts.Add(text.GetString()!);
        }

        return [.. Enumerable.Range(0, Texts).Select(i => texts[i % texts.Count])];
    }
}
