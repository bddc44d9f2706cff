import { jacobi } from './jacobi.ts';

/** The directions in which points differ most, and where the points lie along them. */
export type PrincipalComponents = {
  /** [D] */
  mean: Float64Array;
  /** `count` unit vectors of length D, by falling variance. */
  components: readonly Float64Array[];
  /** Variance along each component, in the data's unit squared. */
  variances: readonly number[];
  /** Each component's share of the whole variance, 0 to 1. */
  explained: readonly number[];
  /** [N, count]: each point less the mean, along each component. */
  coordinates: Float32Array;
};

/** Vectors carried beside those wanted: the more, the faster the wanted ones separate. */
const SPARE = 8;
const MOST_ROUNDS = 400;
/** Residual ‖Cv − λv‖ over the largest λ at which a component counts as found. */
const TOLERANCE = 1e-7;
/** Multiplications between two pauses of `principalComponentsInSlices`: about a millisecond. */
const SLICE = 1_000_000;

/**
 * Principal components of N points of D numbers, row-major (Pearson 1901), by orthogonal iteration with Rayleigh–Ritz
 * (Golub & Van Loan, 8.2) on the D × D covariance (divided by N). With `earlier` components the iteration starts from
 * them, and signs agree with them; otherwise each component's largest entry is positive.
 * Throws when the data are not N × D or count is not 1 … D.
 */
export function principalComponents(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  count = 2,
  earlier: readonly Float64Array[] = [],
): PrincipalComponents {
  const work = principalComponentsInSlices(data, rows, cols, count, earlier);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same in pieces of about a millisecond: each `next()` does one, the last returns the result. */
export function* principalComponentsInSlices(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  count = 2,
  earlier: readonly Float64Array[] = [],
): Generator<undefined, PrincipalComponents> {
  if (rows < 1 || data.length < rows * cols || count < 1 || count > cols) {
    throw new Error(
      `principalComponents: ${data.length} numbers and ${count} components, wanted ${rows} × ${cols} and 1 … ${cols}`,
    );
  }
  const mean = meanOf(data, rows, cols);
  const covariance = yield* covarianceOf(data, rows, cols, mean);
  let total = 0;
  for (let i = 0; i < cols; i++) total += covariance[i * cols + i] ?? 0;
  const { vectors, values } = yield* largestEigenpairs(covariance, cols, count, earlier);
  vectors.forEach((vector, k) => fixSign(vector, earlier[k]));
  const coordinates = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < count; k++) {
      const vector = vectors[k] ?? mean;
      let sum = 0;
      for (let i = 0; i < cols; i++) sum += ((data[row * cols + i] ?? 0) - (mean[i] ?? 0)) * (vector[i] ?? 0);
      coordinates[row * count + k] = sum;
    }
  }
  // Points that are all the same differ by rounding only.
  const spread = total > 1e-24 * dot(mean, mean);
  const explained = values.map((value) => (spread ? value / total : 0));
  return { mean, components: vectors, variances: values, explained, coordinates };
}

function meanOf(data: ArrayLike<number>, rows: number, cols: number): Float64Array {
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows * cols; i++) mean[i % cols] = (mean[i % cols] ?? 0) + (data[i] ?? 0);
  return mean.map((sum) => sum / rows);
}

function* covarianceOf(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  mean: Float64Array,
): Generator<undefined, Float64Array> {
  const covariance = new Float64Array(cols * cols);
  const centred = new Float64Array(cols);
  let done = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < cols; i++) centred[i] = (data[row * cols + i] ?? 0) - (mean[i] ?? 0);
    for (let i = 0; i < cols; i++) {
      const scaled = (centred[i] ?? 0) / rows;
      for (let j = i; j < cols; j++) covariance[i * cols + j] = (covariance[i * cols + j] ?? 0) + scaled * (centred[j] ?? 0);
    }
    done += (cols * cols) / 2;
    if (done >= SLICE) {
      done = 0;
      yield;
    }
  }
  for (let i = 0; i < cols; i++) for (let j = 0; j < i; j++) covariance[i * cols + j] = covariance[j * cols + i] ?? 0;
  return covariance;
}

type Eigenpairs = { vectors: Float64Array[]; values: number[] };

function* largestEigenpairs(
  matrix: Float64Array,
  size: number,
  count: number,
  start: readonly Float64Array[],
): Generator<undefined, Eigenpairs> {
  const width = Math.min(size, count + SPARE);
  let basis = orthonormal(Array.from({ length: width }, (_, k) => startVector(start[k], size, k)));
  let values: number[] = [];
  let done = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const images = basis.map((vector) => multiply(matrix, vector, size));
    const small = jacobi(basis.map((left) => images.map((right) => dot(left, right))));
    values = small.values.slice(0, count);
    basis = combine(basis, small.vectors);
    const turned = combine(images, small.vectors);
    const largest = Math.abs(small.values[0] ?? 0);
    const worst = Math.max(...values.map((value, k) => residual(turned[k], basis[k], value)));
    if (worst <= TOLERANCE * largest || largest === 0) break;
    basis = orthonormal(turned);
    done += width * size * size;
    if (done >= SLICE) {
      done = 0;
      yield;
    }
  }
  return { vectors: basis.slice(0, count), values: values.map((value) => Math.max(0, value)) };
}

/** A start that no structure of the data is likely to be at right angles to; fixed, so that results repeat. */
function startVector(earlier: Float64Array | undefined, size: number, k: number): Float64Array {
  if (earlier?.length === size) return earlier.slice();
  return Float64Array.from({ length: size }, (_, i) => Math.sin((i + 1) * (k + 1) * 0.7390851) + (i === k ? 1 : 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function multiply(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

function residual(image: Float64Array | undefined, vector: Float64Array | undefined, value: number): number {
  if (!image || !vector) return 0;
  let sum = 0;
  for (let i = 0; i < image.length; i++) sum += ((image[i] ?? 0) - value * (vector[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** Σ_j coefficients[j][k] · vectors[j] for each k. */
function combine(vectors: readonly Float64Array[], coefficients: readonly (readonly number[])[]): Float64Array[] {
  return vectors.map((first, k) => {
    const out = new Float64Array(first.length);
    vectors.forEach((vector, j) => {
      const weight = coefficients[j]?.[k] ?? 0;
      for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + weight * (vector[i] ?? 0);
    });
    return out;
  });
}

/** Gram–Schmidt, twice over for full accuracy; a vector that vanishes is replaced by a coordinate direction. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  const out: Float64Array[] = [];
  const project = (vector: Float64Array): void => {
    for (const earlier of [...out, ...out]) {
      const along = dot(vector, earlier);
      for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - along * (earlier[i] ?? 0);
    }
  };
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    project(vector);
    let norm = Math.sqrt(dot(vector, vector));
    for (let axis = 0; norm <= 1e-10 * before && axis < vector.length; axis++) {
      vector.fill(0);
      vector[axis] = 1;
      project(vector);
      norm = Math.sqrt(dot(vector, vector));
      if (norm < 0.1) norm = 0;
    }
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / (norm || 1);
    out.push(vector);
  }
  return out;
}

/** Turns a vector so that it points the way the earlier one did; without one, so that its largest entry is positive. */
function fixSign(vector: Float64Array, earlier: Float64Array | undefined): void {
  let turn: boolean;
  if (earlier?.length === vector.length) turn = dot(vector, earlier) < 0;
  else {
    let largest = 0;
    for (const entry of vector) if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) largest = entry;
    turn = largest < 0;
  }
  if (turn) for (let i = 0; i < vector.length; i++) vector[i] = -(vector[i] ?? 0);
}
