import type { PanelProps } from '../contract.ts';
import type { Site } from './sites.ts';

/** One norm at work on the probed text, all [T, D] but `scale` [T]. */
export type Stages = { before: Float32Array; normalized: Float32Array; after: Float32Array; scale: Float32Array };

/** The arrays of a norm, or null while one is not there or not of this text. */
export function stagesOf(read: PanelProps['read'], site: Site, T: number, D: number): Stages | null {
  const [before, normalized, after, scale] = [site.input, site.normalized, site.output, site.scale].map(
    (name) => read(name)?.data,
  );
  if (before?.length !== T * D || normalized?.length !== T * D || after?.length !== T * D || scale?.length !== T) return null;
  return { before, normalized, after, scale };
}
