using Steward.Vault.Sources.Workplaces.Editors;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>What of a home folder belongs to a working environment: a list that people have looked through, not whatever lies there.</summary>
internal static class HomeList
{
    /// <summary>Settings of shell, git and tools.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        ".aliases", ".bash_aliases", ".bash_login", ".bash_logout", ".bash_profile", ".bashrc", ".curlrc", ".editorconfig", ".gdbinit", ".gitattributes", ".gitconfig", ".gitignore",
        ".gitignore_global", ".hgrc", ".inputrc", ".lldbinit", ".nanorc", ".p10k.zsh", ".profile", ".screenrc", ".tmux.conf", ".wgetrc", ".xprofile", ".zlogin", ".zprofile", ".zshenv", ".zshrc",
        ".tool-versions", ".nvmrc", ".config/alacritty", ".config/bat", ".config/direnv", ".config/fish", ".config/git/attributes", ".config/git/config", ".config/git/ignore", ".config/htop",
        ".config/kitty", ".config/mise", ".config/powershell", ".config/starship.toml", ".config/steward", ".config/tmux", ".config/wezterm", ".config/zsh", ".config/zellij", ".emacs", ".emacs.d/init.el",
        ".config/emacs/init.el", ".config/helix", ".ssh/config", ".ssh/config.d", ".ssh/known_hosts", ".ssh/authorized_keys", ".ssh/*.pub", ".dotnet/tools/.store/*/*/project.assets.json",
    ];

    /// <summary>What holds secrets: kept only when it is asked for, named as left out otherwise.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        ".aws/credentials", ".azure/*.json", ".cargo/credentials*", ".config/gcloud/*.db", ".config/gcloud/application_default_credentials.json", ".config/gh/hosts.yml", ".config/hub", ".config/rclone/rclone.conf",
        ".docker/config.json", ".git-credentials", ".config/git/credentials", ".gnupg/private-keys-v1.d", ".gnupg/secring.gpg", ".kube/config", ".m2/settings.xml", ".my.cnf", ".netrc", ".npmrc",
        ".nuget/NuGet/NuGet.Config", ".pgpass", ".pypirc", ".ssh/id_*", ".ssh/*.key", ".ssh/*.pem", ".terraform.d/credentials.tfrc.json", ".vault-token",
    ];

    /// <summary>Settings, those of the editors included.</summary>
    public static IEnumerable<string> All => [.. Settings, .. AllEditors.All.SelectMany(e => e.Settings)];
}
