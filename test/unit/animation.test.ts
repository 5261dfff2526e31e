import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { animate, decodePng, type Pixels } from '../e2e/apng';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function encoded({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Returns a PNG of RGB pixels, whose compressed rows are `rows`. */
function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: rows },
    { type: 'IEND', data: Buffer.alloc(0) },
  ];
  return Buffer.concat([SIGNATURE, ...chunks.map(encoded)]);
}

/** Returns a PNG whose rows use no filter. */
function plain({ width, height, data }: Pixels): Buffer {
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.from([0]),
    data.subarray(y * width * 3, (y + 1) * width * 3),
  ]);
  return png(width, height, deflateSync(Buffer.concat(rows.flat())));
}

/** Returns the chunks of a PNG after checking their sums. */
function chunksOf(file: Buffer): Chunk[] {
  assert.deepEqual(file.subarray(0, 8), SIGNATURE);
  const chunks: Chunk[] = [];
  for (let offset = 8; offset < file.length;) {
    const length = file.readUInt32BE(offset);
    assert.equal(file.readUInt32BE(offset + 8 + length), crc32(file.subarray(offset + 4, offset + 8 + length)));
    const type = file.toString('latin1', offset + 4, offset + 8);
    chunks.push({ type, data: file.subarray(offset + 8, offset + 8 + length) });
    offset += length + 12;
  }
  return chunks;
}

/** Plays an animation as a browser does. Returns the pixels and the duration of each frame. */
function play(file: Buffer): { data: Buffer; duration: number }[] {
  const chunks = chunksOf(file);
  const { width, height, data } = decodePng(file);
  const canvas = Buffer.from(data);
  const controls = chunks.filter(({ type }) => type === 'fcTL');
  const pictures = chunks.filter(({ type }) => type === 'fdAT' || type === 'IDAT');
  assert.equal(chunks.find(({ type }) => type === 'acTL')?.data.readUInt32BE(0), controls.length);
  const numbers = chunks
    .filter(({ type }) => type === 'fcTL' || type === 'fdAT')
    .map(({ data: body }) => body.readUInt32BE(0));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index),
  );
  return controls.map((control, index) => {
    const [, partWidth = 0, partHeight = 0, left = 0, top = 0] = [0, 4, 8, 12, 16].map((at) =>
      control.data.readUInt32BE(at),
    );
    assert.ok(left + partWidth <= width && top + partHeight <= height);
    const body = pictures[index]?.data ?? assert.fail();
    const part = decodePng(png(partWidth, partHeight, index === 0 ? body : body.subarray(4)));
    for (let y = 0; y < partHeight; y += 1) {
      part.data.copy(canvas, ((top + y) * width + left) * 3, y * partWidth * 3, (y + 1) * partWidth * 3);
    }
    return { data: Buffer.from(canvas), duration: control.data.readUInt16BE(20) };
  });
}

const size = fc.record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 6 }) });

describe('An animated picture', () => {
  it('shows each frame as it was taken', () => {
    const films = size.chain(({ width, height }) =>
      fc.array(
        fc
          .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3, max: 2 })
          .map((data) => ({ width, height, data: Buffer.from(data) })),
        { minLength: 1, maxLength: 5 },
      ),
    );
    fc.assert(
      fc.property(films, (frames) => {
        const played = play(animate(frames.map((pixels) => ({ png: plain(pixels), duration: 100 }))));
        const different = frames.filter(({ data }, index) => frames[index - 1]?.data.equals(data) !== true);
        assert.deepEqual(
          played.map(({ data }) => data),
          different.map(({ data }) => data),
        );
        assert.equal(
          played.reduce((sum, { duration }) => sum + duration, 0),
          frames.length * 100,
        );
      }),
    );
  });

  it('is made from rows with any filter', () => {
    // Two rows of two pixels. The second row has the same pixels in each filter.
    const first = [10, 20, 30, 40, 50, 60];
    const second = [11, 22, 33, 44, 55, 66];
    const filtered: readonly (readonly number[])[] = [
      [0, ...second],
      [1, 11, 22, 33, 33, 33, 33],
      [2, 1, 2, 3, 4, 5, 6],
      [3, 6, 12, 18, 19, 19, 20],
      [4, 1, 2, 3, 4, 5, 6],
    ];
    for (const row of filtered) {
      const { data } = decodePng(png(2, 2, deflateSync(Buffer.from([0, ...first, ...row]))));
      assert.deepEqual([...data], [...first, ...second], `filter ${row[0]}`);
    }
  });

  it('is not made from frames of different sizes, or from another format', () => {
    const frame = (width: number) => ({
      png: plain({ width, height: 1, data: Buffer.alloc(width * 3) }),
      duration: 100,
    });
    assert.throws(() => animate([frame(1), frame(2)]), /same size/);
    assert.throws(() => animate([]), /needs a frame/);
    const gray = frame(1).png;
    gray[25] = 0;
    assert.throws(() => animate([{ png: gray, duration: 100 }]), /supported/);
  });
});
