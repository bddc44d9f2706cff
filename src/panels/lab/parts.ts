import type { Intervention } from '#lexicon/interventions.ts';

/** A part that can be switched off by itself: a head, or (null) the feed-forward network of a layer. */
export type PartRef = { layer: number; head: number | null };

/** The change that takes a part's contribution out of the stream. */
export function offSwitch({ layer, head }: PartRef): Intervention {
  return head === null
    ? { hook: `blocks.${layer}.hook_mlp_out`, scale: 0 }
    : { hook: `blocks.${layer}.attn.hook_z`, head, scale: 0 };
}

const isOffSwitch = (one: Intervention, part: PartRef): boolean => {
  const wanted = offSwitch(part);
  return one.hook === wanted.hook && one.head === wanted.head && one.scale === 0 && one.position === undefined;
};

/** Whether a part is switched off whole. */
export function isOff(list: readonly Intervention[], part: PartRef): boolean {
  return list.some((one) => isOffSwitch(one, part));
}

/** The list with a part switched the other way; other changes stay. */
export function turned(list: readonly Intervention[], part: PartRef): Intervention[] {
  return isOff(list, part) ? list.filter((one) => !isOffSwitch(one, part)) : [...list, offSwitch(part)];
}

/** Mean of the numbers that are any. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
