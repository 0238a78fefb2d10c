using System.Text;
using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class DeclaredLicenceTests
{
    [Theory]
    [InlineData("""<license type="expression">MIT</license><licenseUrl>https://licenses.gallery.example/MIT</licenseUrl>""", LicenceForm.Expression, "MIT")]
    [InlineData("""<licenseUrl>https://example/old</licenseUrl><license type="expression">Apache-2.0</license>""", LicenceForm.Expression, "Apache-2.0")]
    [InlineData("""<license type="file">LICENSE.txt</license>""", LicenceForm.File, "LICENSE.txt")]
    [InlineData("""<license type="new">x</license>""", LicenceForm.Words, "x")]
    [InlineData("<licenseUrl>https://licenses.gallery.example/MIT%20OR%20Apache-2.0</licenseUrl>", LicenceForm.Expression, "MIT OR Apache-2.0")]
    [InlineData("<licenseUrl>https://example.org/MIT</licenseUrl>", LicenceForm.Words, "https://example.org/MIT")]
    [InlineData("<licenseUrl>https://licenses.gallery.example/no/licence</licenseUrl>", LicenceForm.Words, "https://licenses.gallery.example/no/licence")]
    [InlineData("<licenseUrl></licenseUrl>", LicenceForm.None, null)]
    [InlineData("<description>MIT</description>", LicenceForm.None, null)]
    [InlineData("<dependencies><group><license type=\"expression\">MIT</license></group></dependencies>", LicenceForm.None, null)]
    public void A_nuspec_declares_in_one_of_its_forms(string inner, LicenceForm form, string? text)
    {
        var nuspec = $"""
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>a</id>{inner}</metadata></package>
            """;

        var declared = NuspecLicence.Read(new MemoryStream(Encoding.UTF8.GetBytes(nuspec)), "package cache");

        Assert.Equal(new DeclaredLicence(form, text, "package cache"), declared);
    }

    [Theory]
    [InlineData("<package><metadata>")]
    [InlineData("not xml")]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><package><metadata><license type="expression">&e;</license></metadata></package>""")]
    public void A_nuspec_that_is_broken_or_brings_entities_is_refused(string nuspec)
    {
        var failure = Assert.Throws<StewardException>(() => NuspecLicence.Read(new MemoryStream(Encoding.UTF8.GetBytes(nuspec)), "registry"));

        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains("not valid XML", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"license":"MIT"}""", LicenceForm.Expression, "MIT")]
    [InlineData("""{"license":{"type":"ISC","url":"x"}}""", LicenceForm.Expression, "ISC")]
    [InlineData("""{"licenses":[{"type":"MIT"}]}""", LicenceForm.Expression, "MIT")]
    [InlineData("""{"licenses":[{"type":"MIT"},{"type":"GPL-2.0"}]}""", LicenceForm.Words, """[{"type":"MIT"},{"type":"GPL-2.0"}]""")]
    [InlineData("""{"license":"SEE LICENSE IN LICENSE.md"}""", LicenceForm.File, "SEE LICENSE IN LICENSE.md")]
    [InlineData("""{"license":"UNLICENSED"}""", LicenceForm.Words, "UNLICENSED")]
    [InlineData("""{"license":"http://example/licence.txt"}""", LicenceForm.Words, "http://example/licence.txt")]
    [InlineData("""{"license":""}""", LicenceForm.None, null)]
    [InlineData("""{"license":42}""", LicenceForm.None, null)]
    [InlineData("""{}""", LicenceForm.None, null)]
    [InlineData("""[]""", LicenceForm.None, null)]
    public void Npm_declares_in_one_of_its_forms(string json, LicenceForm form, string? text)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(new DeclaredLicence(form, text, "registry"), NpmLicence.Read(document.RootElement, "registry"));
    }
}
