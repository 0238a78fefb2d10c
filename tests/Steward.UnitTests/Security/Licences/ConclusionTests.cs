using System.Text;
using Steward.Gates;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

public sealed class ConclusionTests
{
    private const string Mit = """
        The MIT License (MIT)

        Copyright (c) 2019 The Pad People <pad@example.org>

        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
        """;

    [Fact]
    public async Task What_is_declared_as_a_file_is_concluded_from_its_text_with_its_copyright_and_no_address()
    {
        var dependency = await ScanAsync(new DeclaredLicence(LicenceForm.File, "LICENSE", "registry"), Mit);

        Assert.Equal(("MIT", "LICENSE"), (dependency.Concluded!.Expression, dependency.Concluded.Source));
        Assert.InRange(dependency.Concluded.Confidence, 0.9, 1);
        Assert.Equal(["Copyright (c) 2019 The Pad People"], dependency.Concluded.Copyrights);
        Assert.Equal(Verdict.Pass, Judge("MIT", dependency).Verdict);
        Assert.Contains("read from its LICENSE", Judge("MIT", dependency).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_says_something_else_than_the_declaration_is_noted_and_the_declaration_counts()
    {
        var dependency = await ScanAsync(new DeclaredLicence(LicenceForm.Expression, "ISC", "registry"), Mit);

        Assert.Equal("ISC", dependency.Concluded!.Expression);
        Assert.StartsWith("it declares ISC, but its LICENSE reads as MIT", dependency.Concluded.Note, StringComparison.Ordinal);
        Assert.Contains("note: it declares ISC", Judge("ISC", dependency).Reason, StringComparison.Ordinal);
        Assert.Null((await ScanAsync(new DeclaredLicence(LicenceForm.Expression, "MIT OR ISC", "registry"), Mit)).Concluded!.Note);
    }

    [Fact]
    public async Task A_text_without_a_name_is_unknown_and_fails()
    {
        var dependency = await ScanAsync(new DeclaredLicence(LicenceForm.File, "LICENSE", "registry"), "You may use this software under licence of our company, and only on Sundays. All rights reserved. No warranty.");

        Assert.Equal(Verdict.Fail, Judge("MIT", dependency).Verdict);
        Assert.Contains("unknown", Judge("MIT", dependency).Reason, StringComparison.Ordinal);
    }

    private static JudgedDependency Judge(string allow, ScannedDependency dependency) => new LicenceJudge(new LicencePolicy([allow], [], [], true, false), Facts.Now).Judge(dependency);

    private static async Task<ScannedDependency> ScanAsync(DeclaredLicence declared, string text)
    {
        const string Lock = """{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"x","dependencies":{"a":"1.0.0"}},"node_modules/a":{"version":"1.0.0"}}}""";
        var folder = new LockFolder(["package-lock.json"], (_, _) => Task.FromResult(Encoding.UTF8.GetBytes(Lock)));
        var source = new OnePackage(declared, text);
        return Assert.Single((await new LicenceScanner(source, source).ScanAsync(folder, null, CancellationToken.None)).Dependencies);
    }

    private sealed class OnePackage(DeclaredLicence declared, string text) : ILicenceMetadata, ILicenceFiles
    {
        public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) => Task.FromResult<DeclaredLicence?>(declared);

        public Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation) =>
            Task.FromResult<LicenceFile?>(new LicenceFile("LICENSE", Encoding.UTF8.GetBytes(text)));
    }
}
