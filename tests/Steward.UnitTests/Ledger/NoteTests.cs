using Steward.Kernel;
using Steward.Ledger.Notes;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class NoteTests
{
    // The public key of the public Rekor log; its id is known to everybody who verifies that log.
    private const string KnownKey =
        "AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";

    private const string Example = """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.

        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

        """;

    private static readonly byte[] Root = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_example_of_the_specification_is_read_and_written_back()
    {
        var note = SignedNote.Parse(Example);
        Assert.EndsWith("ed è subito sera.\n", note.Text, StringComparison.Ordinal);
        Assert.Equal(("quasimodo.example/salvatore", 0x367ba04bu), (note.Signatures[0].Name, note.Signatures[0].KeyId));
        Assert.Equal(Example, note.ToString());
    }

    [Fact]
    public void An_ECDSA_key_has_the_id_that_others_compute()
    {
        var key = NoteKey.Parse($"rekor+c0d23d6a+{KnownKey}");
        Assert.Equal(0xc0d23d6au, key.KeyId);
        Assert.Equal($"rekor+c0d23d6a+{KnownKey}", key.VerifierKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("rekor+00000000+" + KnownKey)]
    [InlineData("rekor+c0d23d6a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_ECDSA_key_is_refused(string text) => Assert.Throws<StewardException>(() => NoteKey.Parse(text));

    [Fact]
    public async Task A_checkpoint_has_the_lines_of_the_specification_and_verifies()
    {
        using var signer = new Signer();
        var checkpoint = await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(Samples.Product), 17, Root, default);
        Assert.StartsWith($"steward/acme/shop\n17\n{Convert.ToBase64String(Root)}\n\n— steward-test ", checkpoint.SignedNote, StringComparison.Ordinal);
        var note = SignedNote.Parse(checkpoint.SignedNote);
        Assert.True(NoteKey.Of(signer).Verifies(note));
        Assert.True(NoteKey.Parse(NoteKey.Of(signer).VerifierKey).Verifies(note));
        Assert.True(NoteKey.Parse(signer.PublicKeyPem).Verifies(note));
        var read = CheckpointNote.Parse(checkpoint.SignedNote);
        Assert.Equal(17, read.Size);
        Assert.Equal(Root, read.RootHash);
    }

    [Fact]
    public async Task A_signature_of_another_key_or_text_does_not_verify()
    {
        using var signer = new Signer();
        using var other = new Signer();
        var note = SignedNote.Parse((await CheckpointNote.SignAsync(signer, "steward/a/b", 17, Root, default)).SignedNote);
        Assert.False(NoteKey.Of(other).Verifies(note));
        Assert.False(NoteKey.Of(signer).Verifies(note with { Text = note.Text.Replace("17", "18", StringComparison.Ordinal) }));
        Assert.False(NoteKey.Of(signer).Verifies(note with { Signatures = [note.Signatures[0], note.Signatures[0] with { Signature = [1, 2] }] }));
        Assert.True(NoteKey.Of(signer).Verifies(note with { Signatures = [new NoteSignature("stranger", 1, [1]), note.Signatures[0]] }));
    }

    [Theory]
    [InlineData("steward/a/b\n017\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")]
    [InlineData("steward/a/b\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")]
    [InlineData("steward/a/b\n17\nAAEC\n")]
    [InlineData("steward/a/b\n17\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=\n")]
    [InlineData("steward/a/b\n17\n")]
    [InlineData("\n17\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")]
    public void What_is_no_checkpoint_is_refused(string text) =>
        Assert.Throws<StewardException>(() => CheckpointNote.Parse(new SignedNote(text, [new NoteSignature("k", 1, [1])]).ToString()));
}
