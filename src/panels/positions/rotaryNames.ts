/** The queries and keys of a layer before they are turned. */
export const plainNames = (layer: number): readonly [query: string, key: string] => [
  `blocks.${layer}.attn.hook_q`,
  `blocks.${layer}.attn.hook_k`,
];

/** The queries and keys of a layer after they are turned. */
export const turnedNames = (layer: number): readonly [query: string, key: string] => [
  `blocks.${layer}.attn.hook_rot_q`,
  `blocks.${layer}.attn.hook_rot_k`,
];

/** All that the picture of rotary positions reads of a layer. */
export const rotaryNames = (layer: number): readonly string[] => [...plainNames(layer), ...turnedNames(layer)];
