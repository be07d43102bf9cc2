using System.Net;

namespace Verification.Api.Deliveries;

/// <summary>The addresses of a host. Throws <see cref="System.Net.Sockets.SocketException"/> where there are none, or none can be told now.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);
