namespace Steward.Ledger;

/// <summary>The product's signing key: ECDSA P-256, in Key Vault in Azure, in a file locally.</summary>
public interface ISigner
{
    /// <summary>The key's name in signed notes and passports, for instance <c>steward-local</c>.</summary>
    string KeyName { get; }

    /// <summary>The public key as SubjectPublicKeyInfo, DER.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs SHA-256 of the data; the signature in ASN.1 DER (RFC 3279), as DSSE and signed notes carry it.</summary>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);
}
