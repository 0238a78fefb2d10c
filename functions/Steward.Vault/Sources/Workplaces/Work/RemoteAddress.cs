namespace Steward.Vault.Sources.Workplaces.Work;

/// <summary>Addresses of remotes as they may be kept.</summary>
internal static class RemoteAddress
{
    /// <summary>The address without a password or token: both parts before the '@' of http addresses, the password of others.</summary>
    public static string WithoutSecrets(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length == 0) return url;
        var user = address.Scheme is "http" or "https" ? "" : address.UserInfo.Split(':')[0];
        return new UriBuilder(address) { UserName = user, Password = "" }.Uri.ToString();
    }
}
