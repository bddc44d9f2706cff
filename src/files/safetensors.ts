import { fromHalf, toHalf } from './half.ts';

/**
 * The safetensors format, strictly: 8 bytes of header length (little endian), a JSON header, then
 * the tensors' bytes without holes (https://github.com/huggingface/safetensors, "Format").
 */
export type SafeTensor =
  | { dtype: 'F32' | 'F16' | 'BF16'; shape: readonly number[]; data: Float32Array }
  | { dtype: 'I32'; shape: readonly number[]; data: Int32Array };

export type SafetensorsFile = { tensors: Map<string, SafeTensor>; metadata: Record<string, string> };

const BYTES_PER_ELEMENT = { F32: 4, I32: 4, F16: 2, BF16: 2 } as const;
type Dtype = keyof typeof BYTES_PER_ELEMENT;
/** The format's other types: known by their size, not read. */
const OTHER_BYTES: Readonly<Record<string, number>> = { BOOL: 1, U8: 1, I8: 1, U16: 2, I16: 2, U32: 4, F64: 8, I64: 8, U64: 8 };
/** The format's own limit, against headers that exhaust memory. */
const MAX_HEADER_BYTES = 100_000_000;

/** A file that is no safetensors file, or one with a dtype that is not read; the message says what came and what was wanted. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

const refuse = (what: string): never => {
  throw new SafetensorsError(`safetensors: ${what}`);
};

type Entry = { name: string; dtype: string; shape: readonly number[]; begin: number; end: number };
type Read = (name: string) => boolean;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDtype = (value: unknown): value is Dtype => typeof value === 'string' && Object.hasOwn(BYTES_PER_ELEMENT, value);

function parseHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.byteLength < 8) refuse(`${bytes.byteLength} bytes came, at least 8 were wanted`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES) refuse(`a header of ${length} bytes is announced, at most ${MAX_HEADER_BYTES} are read`);
  if (8 + length > bytes.byteLength)
    refuse(`a header of ${length} bytes is announced, the file has ${bytes.byteLength - 8} more`);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    return refuse('the header is no UTF-8 JSON');
  }
  return isRecord(header) ? { header, dataStart: 8 + length } : refuse('the header is no JSON object');
}

function parseMetadata(value: unknown): Record<string, string> {
  if (!isRecord(value)) return refuse('__metadata__ is no object');
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [
      key,
      typeof text === 'string' ? text : refuse(`__metadata__.${key} is no string`),
    ]),
  );
}

function parseEntry(name: string, value: unknown, isRead: boolean): Entry {
  if (!isRecord(value)) return refuse(`'${name}' is no object`);
  const { dtype, shape, data_offsets: offsets } = value;
  const width = isDtype(dtype) ? BYTES_PER_ELEMENT[dtype] : isRead ? undefined : OTHER_BYTES[String(dtype)];
  if (typeof dtype !== 'string' || width === undefined)
    return refuse(`'${name}' has dtype ${JSON.stringify(dtype)}, one of ${Object.keys(BYTES_PER_ELEMENT).join(' ')} was wanted`);
  if (!Array.isArray(shape) || !shape.every(isCount))
    return refuse(`'${name}' has shape ${JSON.stringify(shape)}, a list of counts was wanted`);
  if (!Array.isArray(offsets) || offsets.length !== 2)
    return refuse(`'${name}' has data_offsets ${JSON.stringify(offsets)}, two counts were wanted`);
  const [begin, end]: unknown[] = offsets;
  if (!isCount(begin) || !isCount(end))
    return refuse(`'${name}' has data_offsets ${JSON.stringify(offsets)}, two counts were wanted`);
  const wanted = shape.reduce((product: number, length: number) => product * length, width);
  if (end - begin !== wanted)
    return refuse(`'${name}' of shape [${shape.join(',')}] has ${end - begin} bytes, ${wanted} were wanted`);
  return { name, dtype, shape, begin, end };
}

/** Tensors must fill the data part from its first byte to its last, none over another. */
function checkCoverage(entries: readonly Entry[], dataBytes: number): void {
  let reached = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached) refuse(`'${name}' begins at byte ${begin}, ${reached} was wanted`);
    reached = end;
  }
  if (reached !== dataBytes) refuse(`the tensors fill ${reached} bytes, the file holds ${dataBytes}`);
}

function widen(buffer: ArrayBuffer, dtype: 'F16' | 'BF16'): Float32Array {
  const narrow = new Uint16Array(buffer);
  if (dtype === 'F16') return Float32Array.from(narrow, fromHalf);
  const bits = Uint32Array.from(narrow, (half) => (half << 16) >>> 0);
  return new Float32Array(bits.buffer);
}

function toTensor({ name, dtype, shape, begin, end }: Entry, data: Uint8Array): SafeTensor {
  if (!isDtype(dtype)) return refuse(`'${name}' has dtype ${dtype}`);
  // A copy by construction: `slice` of Node's Buffer would be a view into the whole file.
  const { buffer } = new Uint8Array(data.subarray(begin, end));
  if (dtype === 'I32') return { dtype, shape, data: new Int32Array(buffer) };
  return { dtype, shape, data: dtype === 'F32' ? new Float32Array(buffer) : widen(buffer, dtype) };
}

/**
 * Reads a file; half-width floats come as float32. Tensors are copies, in the header's order.
 * @param wanted which tensors are read; of the others only the place is checked. All where it is left out.
 * @throws SafetensorsError for anything that is not exactly the format, or a wanted dtype other than F32, I32, F16, BF16.
 */
export function readSafetensors(bytes: Uint8Array, wanted: Read = () => true): SafetensorsFile {
  const { header, dataStart } = parseHeader(bytes);
  const { __metadata__: metadata, ...named } = header;
  const data = bytes.subarray(dataStart);
  const entries = Object.entries(named).map(([name, value]) => parseEntry(name, value, wanted(name)));
  checkCoverage(entries, data.byteLength);
  return {
    tensors: new Map(entries.filter(({ name }) => wanted(name)).map((entry) => [entry.name, toTensor(entry, data)])),
    metadata: metadata === undefined ? {} : parseMetadata(metadata),
  };
}

/** What is written: full width, or floats rounded to half. */
export type WritableTensor = { shape: readonly number[]; data: Float32Array | Int32Array; half?: true };

function storedBytes({ data, half }: WritableTensor): Uint8Array {
  const stored = half ? Uint16Array.from(data, toHalf) : data;
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

/**
 * Writes tensors in the order given, the header padded with spaces to a multiple of 8 bytes.
 * @throws SafetensorsError when a shape does not multiply to its data's length.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, WritableTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let length = 0;
  for (const [name, { shape, data, half }] of tensors) {
    if (name === '__metadata__') refuse('a tensor may not be named __metadata__');
    const wanted = shape.reduce((product, axis) => product * axis, 1);
    if (wanted !== data.length)
      refuse(`'${name}' of shape [${shape.join(',')}] has ${data.length} elements, ${wanted} were wanted`);
    const dtype = data instanceof Int32Array ? 'I32' : half ? 'F16' : 'F32';
    const end = length + data.length * BYTES_PER_ELEMENT[dtype];
    header[name] = { dtype, shape, data_offsets: [length, end] };
    length = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const dataStart = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + length).fill(0x20, 0, dataStart);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(json, 8);
  let at = dataStart;
  for (const each of tensors.values()) {
    const stored = storedBytes(each);
    bytes.set(stored, at);
    at += stored.byteLength;
  }
  return bytes;
}
