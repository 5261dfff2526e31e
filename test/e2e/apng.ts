import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** One picture of an animation. */
export interface Frame {
  /** The picture as a PNG with 8 bits per channel, not interlaced, as browsers write it. */
  readonly png: Buffer;
  /** How long it is shown, in milliseconds. */
  readonly duration: number;
}

/** Pixels of three bytes each: red, green and blue. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes per pixel, by the color type of a PNG. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const RGB = 3;
/** The filters of a row that are tried: none, and the differences from the pixel on the left or above. */
const FILTERS = [0, 1, 2] as const;

/**
 * Returns an animated PNG, which repeats forever. It stores the first frame, and of each other frame only the rectangle
 * that differs from the frame before.
 * @throws Error if a frame is no such PNG, or has another size than the first one
 */
export function animate(frames: readonly Frame[]): Buffer {
  const shown = merged(frames.map(({ png, duration }) => ({ pixels: decodePng(png), duration })));
  const [first] = shown;
  if (first === undefined) {
    throw new Error('An animation needs a frame');
  }
  const { width, height } = first.pixels;
  let sequence = 0;
  const chunks = shown.flatMap(({ pixels, duration }, index) => {
    const before = shown[index - 1]?.pixels;
    const rectangle = before === undefined ? { left: 0, top: 0, width, height } : changedRectangle(before, pixels);
    const data = compress(pixels, rectangle);
    return [
      chunk(
        'fcTL',
        numbers(sequence++, rectangle.width, rectangle.height, rectangle.left, rectangle.top),
        delay(duration),
      ),
      index === 0 ? chunk('IDAT', data) : chunk('fdAT', numbers(sequence++), data),
    ];
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', numbers(width, height), Buffer.from([8, 2, 0, 0, 0])),
    chunk('acTL', numbers(shown.length, 0)),
    ...chunks,
    chunk('IEND'),
  ]);
}

/**
 * Returns the pixels of a PNG without their transparency.
 * @throws Error if its format is not supported
 */
export function decodePng(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let offset = SIGNATURE.length; offset < png.length;) {
    const length = png.readUInt32BE(offset);
    const type = png.toString('latin1', offset + 4, offset + 8);
    const data = png.subarray(offset + 8, offset + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      channels = data[8] === 8 && data[12] === 0 ? (CHANNELS[data.readUInt8(9)] ?? 0) : 0;
    } else if (type === 'IDAT') {
      parts.push(data);
    }
    offset += length + 12;
  }
  if (channels === 0) {
    throw new Error('Only PNGs with 8 bits per channel, in color and not interlaced, are supported');
  }
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * channels, channels);
  const data = Buffer.alloc(width * height * RGB);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rows.copy(data, pixel * RGB, pixel * channels, pixel * channels + RGB);
  }
  return { width, height, data };
}

/** Joins frames that look the same. */
function merged(frames: readonly { readonly pixels: Pixels; readonly duration: number }[]): typeof frames {
  return frames.reduce<typeof frames>((shown, frame) => {
    const last = shown.at(-1);
    return last?.pixels.data.equals(frame.pixels.data) === true
      ? [...shown.slice(0, -1), { ...last, duration: last.duration + frame.duration }]
      : [...shown, frame];
  }, []);
}

/** Returns the smallest rectangle with all pixels that differ. */
function changedRectangle(before: Pixels, after: Pixels): Rectangle {
  if (before.width !== after.width || before.height !== after.height) {
    throw new Error('All frames must have the same size');
  }
  const { width, height } = after;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * RGB;
      if (before.data.compare(after.data, at, at + RGB, at, at + RGB) !== 0) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
      }
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** Returns the compressed rows of a rectangle, with the filter that makes them smallest. */
function compress({ width, data }: Pixels, rectangle: Rectangle): Buffer {
  const length = rectangle.width * RGB;
  const row = (y: number): Buffer => {
    const start = ((rectangle.top + y) * width + rectangle.left) * RGB;
    return data.subarray(start, start + length);
  };
  const encoded = FILTERS.map((filter) => {
    const rows = Buffer.alloc(rectangle.height * (length + 1));
    for (let y = 0; y < rectangle.height; y += 1) {
      const start = y * (length + 1);
      rows[start] = filter;
      const current = row(y);
      const above = y > 0 ? row(y - 1) : undefined;
      for (let x = 0; x < length; x += 1) {
        const left = x >= RGB ? current[x - RGB] : 0;
        rows[start + 1 + x] = (current[x] ?? 0) - predict(filter, left, above?.[x]);
      }
    }
    return deflateSync(rows, { level: 9 });
  });
  return encoded.reduce((smallest, one) => (one.length < smallest.length ? one : smallest));
}

/** Undoes the filters of the rows, each of which starts with the number of its filter. */
function unfilter(filtered: Buffer, length: number, channels: number): Buffer {
  const height = filtered.length / (length + 1);
  const rows = Buffer.alloc(height * length);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x >= channels ? rows[at - channels] : 0;
      const above = y > 0 ? rows[at - length] : 0;
      const corner = x >= channels && y > 0 ? rows[at - length - channels] : 0;
      rows[at] = (filtered[y * (length + 1) + 1 + x] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return rows;
}

/** Returns what a filter predicts for a byte from its neighbors. */
function predict(filter: number, left = 0, above = 0, corner = 0): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return Math.floor((left + above) / 2);
    case 4: {
      const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
      if (toLeft === undefined || toAbove === undefined || toCorner === undefined) {
        return 0;
      }
      return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
    default:
      return 0;
  }
}

/** Returns a delay in milliseconds, no disposal, and replacement of the pixels in the rectangle. */
function delay(duration: number): Buffer {
  const data = Buffer.alloc(6);
  data.writeUInt16BE(duration, 0);
  data.writeUInt16BE(1000, 2);
  return data;
}

function numbers(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => data.writeUInt32BE(value, index * 4));
  return data;
}

function chunk(type: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...data]);
  return Buffer.concat([numbers(body.length - 4), body, numbers(crc32(body))]);
}
