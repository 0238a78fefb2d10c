using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Steward.Access;
using Steward.Web.Problems;

namespace Steward.Web.Access;

/// <summary>Does not listen to addresses that have failed to authenticate too often.</summary>
/// <param name="limit">Counts.</param>
internal sealed class FailureDoor(FailureLimit limit)
{
    private const int NetworkBytes = 8;

    /// <summary>Answers 429 to who failed too often within the minute.</summary>
    public void Check(HttpContext context)
    {
        if (limit.WaitOf(AddressOf(context)) is { } wait) throw new TooManyFailuresException(wait);
    }

    public void Failed(HttpContext context) => limit.Failed(AddressOf(context));

    // Whoever has one IPv6 address has 2^64 of them.
    private static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : $"{address}";
    }
}
