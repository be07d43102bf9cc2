using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Erasing;

/// <summary>Receipts of erasures, in <c>receipts/{id}</c>. The first one written stays.</summary>
public sealed class ReceiptStore(IObjectStore objects)
{
    public Task AddAsync(ErasureReceipt receipt, CancellationToken cancellationToken) =>
        objects.TryCreateJsonAsync(Path(receipt.Id), receipt, cancellationToken);

    public async Task<ErasureReceipt?> FindAsync(VerificationId id, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<ErasureReceipt>(Path(id), cancellationToken))?.Value;

    private static string Path(VerificationId id) => $"receipts/{id}";
}
