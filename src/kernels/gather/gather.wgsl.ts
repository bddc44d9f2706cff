import { read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

export const GATHER_GROUP = 256;

/**
 * A matrix out of a padded one: out[r·C + c] = source[offset + row_r·stride + column_c]. `places` holds
 * (offset, stride, C, number of elements, row_0 …, column_0 …).
 */
export function gather(): Shader {
  const code = `
@compute @workgroup_size(${GATHER_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= places[3]) { return; }
  let C = places[2];
  let rows = places[3] / C;
  result[id.x] = source[places[0] + places[4u + id.x / C] * places[1] + places[4u + rows + id.x % C]];
}`;
  return shader('gather', [read('source', 'f32'), read('places', 'u32'), write('result', 'f32')], code);
}
