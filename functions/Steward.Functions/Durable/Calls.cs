using Grpc.Core;
using Steward.Kernel;

namespace Steward.Functions.Durable;

/// <summary>Calls of the engine's client, with its errors as the port's.</summary>
internal static class Calls
{
    public static async Task RunAsync(Func<Task> call) => await RunAsync(async () =>
    {
        await call();
        return true;
    });

    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Aborted or StatusCode.Internal or StatusCode.Unknown)
        {
            throw StewardException.Unavailable("The engine does not answer. Nothing was lost; try again.", failure);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.NotFound)
        {
            throw StewardException.NotFound("There is no such orchestration.");
        }
        catch (Exception failure) when (failure is NotSupportedException or NotImplementedException or RpcException { StatusCode: StatusCode.Unimplemented or StatusCode.FailedPrecondition })
        {
            throw new StewardException(FailureKind.Conflict, "The engine cannot do this to the orchestration: it is in another state, or the storage provider does not know the verb.", failure);
        }
    }

    /// <summary>A start that finds the instance there already is harmless: two callers may have seen none a moment ago.</summary>
    public static async Task<string> OnceAsync(string? id, Func<Task<string>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception failure) when (id is not null && (failure is RpcException { StatusCode: StatusCode.AlreadyExists } || failure.GetType().Name == "OrchestrationAlreadyExistsException"))
        {
            return id;
        }
    }
}
