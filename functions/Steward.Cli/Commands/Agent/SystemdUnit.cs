using System.Text;

namespace Steward.Cli.Commands.Agent;

/// <summary>The unit of an agent for systemd: it starts by itself, and may do little more than read what it backs up.</summary>
internal static class SystemdUnit
{
    /// <summary>The text of the unit file.</summary>
    /// <param name="program">The command line, each part as it is.</param>
    /// <param name="options">How the agent is run.</param>
    /// <param name="restores">Folders that approved restores beside what is there may write to.</param>
    public static string Write(IEnumerable<string> program, AgentOptions options, IEnumerable<string> restores)
    {
        var text = new StringBuilder();
        text.Append("[Unit]\nDescription=Steward agent ").Append(options.Name).Append("\nWants=network-online.target\nAfter=network-online.target\n\n[Service]\n");
        text.Append("Type=exec\nExecStart=").AppendJoin(' ', program.Select(Quoted)).Append('\n');
        foreach (var line in Rules) text.Append(line).Append('\n');
        // A folder vault is written to; everything else is read only, unless restores over what is there are allowed.
        foreach (var folder in options.Vaults.Values.Select(v => v.Address).Where(a => a.StartsWith('/')).Concat(restores)) text.Append("ReadWritePaths=").Append(Quoted($"-{folder}")).Append('\n');
        return text.Append(options.AllowsInPlace ? "" : "ProtectSystem=strict\nProtectHome=read-only\n").Append("\n[Install]\nWantedBy=multi-user.target\n").ToString();
    }

    private static IEnumerable<string> Rules =>
    [
        "Restart=always", "RestartSec=30", "Nice=10", "IOSchedulingClass=idle", "UMask=0077",
        // Reading every file and its owners; starting a database's server for a drill as its own user, and ending it; and nothing else of what root may do.
        "CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_CHOWN CAP_FOWNER CAP_DAC_OVERRIDE CAP_SETFCAP CAP_SETUID CAP_SETGID CAP_KILL", "NoNewPrivileges=yes",
        "PrivateTmp=yes", "PrivateDevices=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes", "ProtectControlGroups=yes", "ProtectClock=yes",
        "ProtectHostname=yes", "ProtectProc=invisible", "KeyringMode=private", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=no", "LockPersonality=yes",
        "SystemCallArchitectures=native", "SystemCallFilter=@system-service", "CacheDirectory=steward-agent", "StateDirectory=steward-agent",
        "Environment=XDG_CACHE_HOME=/var/cache/steward-agent",
    ];

    // systemd reads '%' and '$' as its own.
    private static string Quoted(string part)
    {
        var escaped = part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);
        return escaped.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=' or ':' or ',') ? escaped : $"\"{escaped}\"";
    }
}
