using Xunit;

namespace Steward.UnitTests.Security.LockFiles;

public sealed class PythonTests
{
    [Fact]
    public void Poetry_tells_development_by_reachability_from_the_groups_of_its_project()
    {
        var reading = Reading.Of("poetry.lock", PythonFixtures.Poetry1, ("pyproject.toml", PythonFixtures.Project));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["flask@2.3.2 direct", "pytest@7.4.0 direct dev", "pluggy@1.2.0 transitive dev pytest>pluggy", "werkzeug@2.3.6 transitive flask>werkzeug [git: https://git.example/werkzeug.git]"],
            Reading.Lines(reading));
        Assert.Equal("sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", reading.Packages[0].Integrity);
    }

    [Fact]
    public void Poetry_without_its_project_calls_nothing_direct_or_development_only() =>
        Assert.Equal(["flask@2.3.2 untold", "pytest@7.4.0 untold", "pluggy@1.2.0 untold pytest>pluggy"], Reading.Lines(Reading.Of("poetry.lock", PythonFixtures.Poetry1)).Take(3));

    [Fact]
    public void Poetry_2_says_the_groups_itself()
    {
        var lockFile = PythonFixtures.Poetry1.Replace("version = \"2.3.2\"", "version = \"2.3.2\"\ngroups = [\"main\", \"dev\"]", StringComparison.Ordinal)
            .Replace("version = \"2.3.6\"", "version = \"2.3.6\"\ngroups = [\"main\"]", StringComparison.Ordinal)
            .Replace("version = \"7.4.0\"", "version = \"7.4.0\"\ngroups = [\"dev\"]", StringComparison.Ordinal)
            .Replace("version = \"1.2.0\"", "version = \"1.2.0\"\ngroups = [\"dev\"]", StringComparison.Ordinal);

        Assert.Equal([false, true, true, false], Reading.Of("poetry.lock", lockFile).Packages.Select(p => p.IsDevelopmentOnly));
    }

    [Fact]
    public void Uv_names_what_its_own_packages_need()
    {
        var reading = Reading.Of("uv.lock", PythonFixtures.Uv);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["flask@2.3.2 direct", "pytest@7.4.0 direct", "werkzeug@2.3.6 transitive flask>werkzeug [git: https://git.example/werkzeug.git#abc]"], Reading.Lines(reading));
        Assert.Equal(2, reading.Packages[0].Integrity!.Split(' ').Length);
        Assert.Equal(["libs/tool"], reading.Workspaces);
        var alone = Reading.Of("uv.lock", PythonFixtures.Uv.Replace("dependencies = [{ name = \"pytest\" }]", "", StringComparison.Ordinal));
        Assert.True(alone.Packages.Single(p => p.Id.Name == "pytest").IsDevelopmentOnly);
    }

    [Fact]
    public void Pdm_names_groups_and_needs()
    {
        var reading = Reading.Of("pdm.lock", PythonFixtures.Pdm, ("pyproject.toml", PythonFixtures.Project));

        Assert.Null(reading.Problem);
        Assert.Equal(["flask@2.3.2 direct", "pytest@7.4.0 direct dev", "werkzeug@2.3.6 transitive flask>werkzeug"], Reading.Lines(reading));
    }

    [Fact]
    public void Pipenv_names_its_sections_and_its_Pipfile_what_is_direct()
    {
        var reading = Reading.Of("Pipfile.lock", PythonFixtures.Pipfile, ("Pipfile", "[packages]\nFlask = \"*\"\n[dev-packages]\npytest = \"*\"\n"));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["flask@2.3.2 direct", "werk-zeug@2.3.6 transitive", "repo@0.0.0- transitive [git: https://git.example/repo.git]", "pytest@7.4.0 direct dev"],
            Reading.Lines(reading).Select(l => l.StartsWith("repo@", StringComparison.Ordinal) ? "repo@0.0.0-" + l[l.IndexOf(' ', StringComparison.Ordinal)..] : l));
        Assert.Null(Reading.Of("Pipfile.lock", PythonFixtures.Pipfile).Packages[0].IsDirect);
    }

    [Fact]
    public void Requirements_give_pins_hashes_notes_of_resolvers_and_what_they_take_in()
    {
        var reading = Reading.Of("requirements.txt", PythonFixtures.Requirements);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["flask@2.3.2 direct", "werkzeug@2.3.6 transitive flask>werkzeug [an index that the file names]", "itsdangerous@2.1.2 transitive flask>itsdangerous [an index that the file names]"],
            Reading.Lines(reading).Take(3));
        Assert.Equal("git+https://git.example/repo.git@abc", reading.Packages[3].Elsewhere);
        Assert.Equal(4, reading.Packages.Count);
        Assert.Equal(2, reading.Packages[0].Integrity!.Split(' ').Length);
        Assert.Equal(["base.txt"], reading.Includes);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("a==1 --hash=sha256:00\n", true)]
    [InlineData("a==1\n    # via b\nb==1 # via -r requirements.in\n", true)]
    [InlineData("a==1\n", false)]
    [InlineData("a>=1 --hash=sha256:00\n", false)]
    [InlineData("a==1.* --hash=sha256:00\n", false)]
    [InlineData("a\n", false)]
    public async Task A_requirements_file_is_a_lock_file_when_it_names_all_that_it_installs(string text, bool expected) =>
        Assert.Equal(expected ? [] : ["requirements.txt"], (await new ScannedFolder(("requirements.txt", text)).ScanAsync()).Unlocked);

    [Theory]
    [InlineData("poetry.lock", "", "neither a table 'package' nor 'metadata'")]
    [InlineData("poetry.lock", "[[package]]\nname = \"a\"\n", "Line 1: a package needs 'name' and 'version'.")]
    [InlineData("poetry.lock", "[[package]]\nname = \"a\"\nversion = \"1\n", "This is not TOML from line 3 on")]
    [InlineData("pdm.lock", "x = 1\n", "not a lock file of pdm")]
    [InlineData("uv.lock", "version = 2\n", "'version' must be 1")]
    [InlineData("uv.lock", "version = 1\n[[package]]\nversion = \"1\"\n", "Line 2: a package needs 'name' and 'version'.")]
    [InlineData("Pipfile.lock", "{}", "'default' is missing")]
    [InlineData("Pipfile.lock", """{"default":{"a":{}}}""", "'a' needs a 'version'.")]
    [InlineData("requirements.txt", "==1\n", "Line 1: '==1' is not a requirement.")]
    [InlineData("requirements.txt", "a==1 \\", "Line 1: it goes on, but the file ends.")]
    public void A_broken_file_has_a_precise_problem(string name, string content, string expected) =>
        Assert.Contains(expected, Reading.Of(name, content).Problem, StringComparison.Ordinal);
}
