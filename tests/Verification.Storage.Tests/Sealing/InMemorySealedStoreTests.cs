using Verification.Core.Storage;
using Verification.Testing.Storage;

namespace Verification.Storage.Tests.Sealing;

public sealed class InMemorySealedStoreTests : SealedStoreContract
{
    private readonly InMemoryObjectStore _objects = new();
    private readonly InMemorySealedStore _store;

    public InMemorySealedStoreTests() => _store = new InMemorySealedStore(_objects);

    protected override ISealedStore Store => _store;

    protected override IObjectStore Objects => _objects;
}
