/** A box of ISO 14496-12. */
export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.concat([Buffer.alloc(4), Buffer.from(type)]);
  head.writeUInt32BE(8 + body.length);
  return Buffer.concat([head, body]);
}

/** What says all of a film; no samples. */
export function film(...content: readonly Buffer[]): Buffer {
  return Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', ...content)]);
}

/** A film's header, of version 0 or 1. */
export function mvhd(timescale: number, length: number, version: 0 | 1 = 0): Buffer {
  const body = Buffer.alloc(version === 1 ? 112 : 100);
  body[0] = version;
  body.writeUInt32BE(timescale, version === 1 ? 20 : 12);
  if (version === 1) body.writeBigUInt64BE(BigInt(length), 24);
  else body.writeUInt32BE(length, 16);
  return box('mvhd', body);
}

/** A track of pixels; of sound it has none. */
export function track(width: number, height: number): Buffer {
  const head = Buffer.alloc(84);
  head.writeUInt32BE(width * 65_536, 76);
  head.writeUInt32BE(height * 65_536, 80);
  return box('trak', box('tkhd', head));
}
