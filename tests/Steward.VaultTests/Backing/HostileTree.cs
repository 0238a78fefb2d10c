using Steward.VaultTests.Kit;

namespace Steward.VaultTests.Backing;

/// <summary>A tree with everything that has ever gone wrong with backups.</summary>
internal static class HostileTree
{
    private const string Script = """
        set -e
        printf 'not utf-8' > "$(printf 'bad\377\376name')"
        printf 'line end' > "$(printf 'line\nend')"
        printf 'odd' > "$(printf ' spaces and *?[]\\ "quotes" \t tab ')"
        printf 'long' > "$(printf 'n%.0s' $(seq 255))"
        mkdir -p empty order/a order/a.b order/a-b; touch order/a/x order/a.b/x order/a-b/x order/ab
        # deeper than a path may be long
        (for i in $(seq 120); do mkdir ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd; cd ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd; done; echo deep > file)
        : > zero; printf 1 > one
        head -c 262143 /dev/urandom > below-min; head -c 262144 /dev/urandom > min; head -c 8388609 /dev/urandom > above-max
        head -c 3000000 /dev/zero > zeros
        truncate -s 30M sparse; printf data | dd of=sparse bs=1 seek=12345678 conv=notrunc status=none; truncate -s 4M only-hole
        printf start > starts-with-data; truncate -s 1M starts-with-data; printf end >> starts-with-data
        printf shared > order/first; ln order/first empty-link; ln order/first order/a/third; mkdir other; ln order/first other/fourth
        ln -s /nowhere/at/all dangling; ln -s . loop; ln -s ../order order/up; ln -s zero to-zero; ln -P dangling other/same-link
        mkfifo pipe; chmod 640 pipe
        printf '#!/bin/sh\n' > setuid; chmod 4755 setuid; mkdir sticky; chmod 1777 sticky; mkdir setgid; chmod 2750 setgid
        printf x > no-rights; chmod 000 no-rights; mkdir closed; printf y > closed/inside; chmod 500 closed
        touch -d '1969-07-20 20:17:40.123456789 UTC' old; touch -d '2031-01-02 03:04:05.999999999 UTC' future; touch -h -d '2001-02-03 04:05:06.7 UTC' dangling
        touch -d '2011-11-11 11:11:11.111111111 UTC' empty order/a order
        """;

    // The binary form of user::rw-,user:1:r--,group::r--,mask::r--,other::--- (acl(5), version 2).
    private static readonly byte[] Acl = Convert.FromHexString("0200000001000600FFFFFFFF020004000100000004000400FFFFFFFF10000400FFFFFFFF20000000FFFFFFFF");

    public static async Task MakeAsync(string folder)
    {
        await BackupPlace.ShellAsync(folder, Script);
        Trees.SetAttribute(Path.Combine(folder, "one"), "user.comment", [1, 0, 255]);
        Trees.SetAttribute(Path.Combine(folder, "one"), "user.empty", []);
        Trees.SetAttribute(Path.Combine(folder, "other"), "user.of-a-folder", "text"u8.ToArray());
        Trees.SetAttribute(Path.Combine(folder, "below-min"), "system.posix_acl_access", Acl);
        if (System.Environment.IsPrivilegedProcess) await BackupPlace.ShellAsync(folder, "chown 12345:54321 one; chown -h 7:8 dangling; mknod device c 1 7; chown 12345 setuid; chmod 4755 setuid");
    }
}
