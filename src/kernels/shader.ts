/**
 * What a WGSL kernel is to the plan: its text, what it binds in which order, and the tile that one
 * workgroup covers. Kernels are generated from the model's widths; B and T arrive in the uniform
 * `Step`, so that one pipeline serves batches of every size.
 */
export type Shader = {
  label: string;
  code: string;
  bindings: readonly Binding[];
};

/** `read` and `write` are storage arrays of `type`; a uniform is one value of `type`. */
export type Binding = { name: string; kind: 'uniform' | 'read' | 'write'; type: string };

export const read = (name: string, type = 'vec4f'): Binding => ({ name, kind: 'read', type });
export const write = (name: string, type = 'vec4f'): Binding => ({ name, kind: 'write', type });

/** The uniform every kernel binds first: sizes of this batch and settings of this update. */
export const STEP: Binding = { name: 'step', kind: 'uniform', type: 'Step' };

/** A uniform that belongs to one pass: where its gradients go in the flat buffer, its dropout site. */
export const PLACE: Binding = { name: 'place', kind: 'uniform', type: 'Place' };

/**
 * Fields of `Step`, four bytes each, in order. `rows` = batch · time; `keyBlocks` = ⌈time/4⌉;
 * `perScored` = 1 / scored positions; `correct1`, `correct2` = 1/(1−β^step); `optimizer` is an index
 * of OPTIMIZERS; `slot` the place of this step's scalars in the ring; `freezes` is 1 where some weights are frozen.
 */
export const STEP_FIELDS = [
  ['rows', 'u32'],
  ['batch', 'u32'],
  ['time', 'u32'],
  ['keyBlocks', 'u32'],
  ['slot', 'u32'],
  ['optimizer', 'u32'],
  ['dropThreshold', 'u32'],
  ['dropKey', 'u32'],
  ['dropScale', 'f32'],
  ['perScored', 'f32'],
  ['rate', 'f32'],
  ['beta1', 'f32'],
  ['beta2', 'f32'],
  ['eps', 'f32'],
  ['decay', 'f32'],
  ['maxNorm', 'f32'],
  ['correct1', 'f32'],
  ['correct2', 'f32'],
  ['freezes', 'u32'],
  ['unused', 'u32'],
] as const;

export type StepField = (typeof STEP_FIELDS)[number][0];

/** The bytes of the uniform `Step`. */
export function stepBytes(values: Readonly<Record<StepField, number>>): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(STEP_FIELDS.length * 4));
  STEP_FIELDS.forEach(([field, type], i) => {
    if (type === 'u32') view.setUint32(4 * i, values[field], true);
    else view.setFloat32(4 * i, values[field], true);
  });
  return view.buffer;
}

/** Fields of `Place`: offsets in vec4 elements of the flat gradient, and the dropout site. */
export const PLACE_FIELDS = ['first', 'second', 'site', 'unused'] as const;

const struct = (name: string, fields: readonly (readonly [string, string])[]): string =>
  `struct ${name} {\n${fields.map(([field, type]) => `  ${field}: ${type},`).join('\n')}\n};\n`;

const declare = ({ name, kind, type }: Binding, index: number): string => {
  const place = `@group(0) @binding(${index})`;
  if (kind === 'uniform') return `${place} var<uniform> ${name}: ${type};`;
  return `${place} var<storage, ${kind === 'read' ? 'read' : 'read_write'}> ${name}: array<${type}>;`;
};

/** Puts declarations before `main` (and the functions it calls): bindings are numbered in their order. `top` holds `enable` directives. */
export function shader(label: string, bindings: readonly Binding[], body: string, top = ''): Shader {
  const structs =
    struct('Step', STEP_FIELDS) +
    (bindings.includes(PLACE)
      ? struct(
          'Place',
          PLACE_FIELDS.map((field) => [field, 'u32']),
        )
      : '');
  return { label, bindings, code: `${top}${structs}${bindings.map(declare).join('\n')}\n${body}` };
}

const BUFFER_TYPES: Record<Binding['kind'], GPUBufferBindingType> = {
  uniform: 'uniform',
  read: 'read-only-storage',
  write: 'storage',
};

/** The layout of a kernel's only bind group; given, since a derived one leaves out what the code happens not to use. */
export function bindGroupLayout(device: GPUDevice, { label, bindings }: Shader): GPUBindGroupLayout {
  const entries = bindings.map(({ kind }, binding) => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: BUFFER_TYPES[kind] },
  }));
  return device.createBindGroupLayout({ label, entries });
}

/** The numbers 0 … n−1, to unroll a loop over registers. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** One line of code for each of 0 … n−1. */
export const unroll = (n: number, line: (i: number) => string): string => upTo(n).map(line).join('\n');

/** The sum of n terms. */
export const sum = (n: number, term: (i: number) => string): string => upTo(n).map(term).join(' + ');
