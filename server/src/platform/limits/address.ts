import ipaddr from 'ipaddr.js';

/**
 * The address that limits count: IPv4 as it is, also where it comes mapped into IPv6; of IPv6 the first 64 bits, since
 * whoever has one such address has all of them (catalogue C10).
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** The network of an address, wide enough to name nobody: a /24 of IPv4, a /48 of IPv6; null where it is none. */
export function networkOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return `${(parsed as ipaddr.IPv4).octets.slice(0, 3).join('.')}.0/24`;
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, 3);
  return `${ipaddr.parse(`${parts.map((part) => part.toString(16)).join(':')}::`).toString()}/48`;
}
