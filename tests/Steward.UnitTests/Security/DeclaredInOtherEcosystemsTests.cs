using System.Text;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class DeclaredInOtherEcosystemsTests
{
    [Theory]
    [InlineData("License-Expression: MIT AND (BSD-3-Clause OR ISC)\nLicense: other", LicenceForm.Expression, "MIT AND (BSD-3-Clause OR ISC)")]
    [InlineData("License: Apache-2.0\nClassifier: License :: OSI Approved :: Apache Software License", LicenceForm.Expression, "Apache-2.0")]
    [InlineData("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", LicenceForm.Expression, "MIT")]
    [InlineData("Classifier: License :: OSI Approved :: BSD License", LicenceForm.Words, "BSD License")]
    [InlineData("Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: Apache Software License", LicenceForm.Words, "MIT License; Apache Software License")]
    [InlineData("License: Copyright by us,\n        all rights reserved", LicenceForm.Words, "Copyright by us,")]
    [InlineData("Name: a\n\nLicense: MIT", LicenceForm.None, null)]
    public void Python_metadata_declares_in_one_of_its_fields(string metadata, LicenceForm form, string? text) =>
        Assert.Equal(new DeclaredLicence(form, text, "x"), PythonLicence.ReadMetadata(metadata, "x"));

    [Theory]
    [InlineData("license = \"MIT OR Apache-2.0\"", LicenceForm.Expression, "MIT OR Apache-2.0")]
    [InlineData("license = \"MIT/Apache-2.0\"", LicenceForm.Expression, "MIT OR Apache-2.0")]
    [InlineData("license-file = \"LICENSE\"", LicenceForm.File, "LICENSE")]
    [InlineData("license = \"our own\"", LicenceForm.Words, "our own")]
    [InlineData("name = \"a\"", LicenceForm.None, null)]
    public void A_crate_declares_in_one_of_its_fields(string field, LicenceForm form, string? text) =>
        Assert.Equal(new DeclaredLicence(form, text, "x"), CargoLicence.Read(Encoding.UTF8.GetBytes("[package]\n" + field), "x"));

    [Theory]
    [InlineData("  s.licenses = [\"MIT\".freeze]\n", LicenceForm.Expression, "MIT")]
    [InlineData("  s.license = 'Ruby'\n", LicenceForm.Expression, "Ruby")]
    [InlineData("  s.licenses = [\"Nonstandard words\".freeze]\n", LicenceForm.Words, "Nonstandard words")]
    [InlineData("  s.name = \"MIT\"\n", LicenceForm.None, null)]
    public void A_gem_declares_in_its_specification(string specification, LicenceForm form, string? text) =>
        Assert.Equal(new DeclaredLicence(form, text, "x"), GemLicence.Read(specification, "x"));
}
