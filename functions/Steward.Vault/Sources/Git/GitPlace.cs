using Steward.Kernel;

namespace Steward.Vault.Sources.Git;

/// <summary>A repository somewhere: an address that git can fetch from, or a folder.</summary>
public sealed class GitPlace
{
    private static readonly string[] Schemes = ["https", "http", "ssh", "git", "file"];

    private GitPlace(string url, Uri? address, GitCredentials? credentials) => (Url, Address, Credentials) = (url, address, credentials);

    /// <summary>The address, without secrets: it stands in the snapshot.</summary>
    public string Url { get; }

    /// <summary>Name and password or token for HTTPS; null: git's own helpers are asked.</summary>
    internal GitCredentials? Credentials { get; }

    /// <summary>The address where it has a scheme.</summary>
    internal Uri? Address { get; }

    /// <summary>
    /// Reads an address: <c>https://...</c>, <c>ssh://...</c>, <c>user@host:path</c>, or a folder. Invalid when it holds a password (everybody on the machine
    /// could read it among the arguments), names a transport that runs programs, or looks like an option.
    /// </summary>
    public static GitPlace Parse(string url, GitCredentials? credentials = null)
    {
        if (url.Length is 0 or > 2_000 || url[0] == '-' || url.Any(char.IsControl)) throw StewardException.Invalid("That is not an address of a git repository.");
        if (url.Contains("::", StringComparison.Ordinal)) throw StewardException.Invalid("Addresses with '::' run programs and are refused: use https, ssh, git, file or a folder.");
        if (!url.Contains("://", StringComparison.Ordinal)) return new GitPlace(url, null, null);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme, StringComparer.Ordinal))
            throw StewardException.Invalid("That is not an address of a git repository: it begins with https, ssh, git or file.");
        if (address.UserInfo.Contains(':', StringComparison.Ordinal))
            throw StewardException.Invalid("The address holds a password. Leave it out, and give it in the environment: STEWARD_GIT_USERNAME and STEWARD_GIT_PASSWORD.");
        if (credentials is not null && address.Scheme == "http" && !address.IsLoopback)
            throw StewardException.Invalid("Passwords are not sent over http: use the https address.");
        return new GitPlace(url, address, address.Scheme is "https" or "http" ? credentials : null);
    }

    /// <summary>The address.</summary>
    public override string ToString() => Url;
}

/// <summary>Name and password or token for a git server. Not a record: nothing prints it.</summary>
/// <param name="user">The name.</param>
/// <param name="password">The password or token.</param>
public sealed class GitCredentials(string user, string password)
{
    /// <summary>The name.</summary>
    internal string User => user;

    /// <summary>The password or token.</summary>
    internal string Password => password;
}
