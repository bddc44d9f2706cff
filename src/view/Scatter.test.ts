import { expect, test } from 'vitest';
import { placeLabels } from './placeLabels.ts';
import { calmReach, nearestPoint, pointTowards, reachOf, toPixels } from './Scatter.plane.ts';

const PLANE = { widthPx: 228, heightPx: 128, reach: 10 };

test('the origin is in the middle, y goes up, and both axes have the same unit', () => {
  expect(toPixels(PLANE, 0, 0)).toEqual({ x: 114, y: 64 });
  expect(toPixels(PLANE, 10, 10)).toEqual({ x: 164, y: 14 });
});

test('all points are inside the reach, and it stays calm while they move little', () => {
  const points = Float32Array.from([1, 2, -30, 0.5]);
  const reach = reachOf(points, PLANE);
  const { x } = toPixels({ ...PLANE, reach }, -30, 0.5);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(reachOf([], PLANE)).toBe(1);
  expect(calmReach(null, 10)).toBeCloseTo(11.2);
  expect([10, 7, 13, 5].map((needed) => calmReach(11.2, needed))).toEqual([11.2, 11.2, 13 * 1.12, 5 * 1.12]);
});

test('the nearest point is found within its distance only', () => {
  const points = Float32Array.from([0, 0, 5, 5]);
  expect(nearestPoint(points, PLANE, 116, 64, 12)).toBe(0);
  expect(nearestPoint(points, PLANE, 138, 40, 12)).toBe(1);
  expect(nearestPoint(points, PLANE, 5, 5, 12)).toBeNull();
});

test('an arrow leads to the nearest point that lies that way', () => {
  const points = Float32Array.from([0, 0, 2, 0.5, 1, 3, -4, 0]);
  expect(pointTowards(points, 0, 1, 0)).toBe(1);
  expect(pointTowards(points, 0, 0, 1)).toBe(2);
  expect(pointTowards(points, 0, -1, 0)).toBe(3);
  expect(pointTowards(points, 0, 0, -1)).toBeNull();
});

test('no label covers another or leaves the area, and the first come first', () => {
  const points = Array.from({ length: 200 }, (_, index) => ({
    index,
    x: 100 + 90 * Math.sin(index * 7),
    y: 50 + 45 * Math.cos(index * 3),
    width: 30,
    height: 12,
  }));
  const placed = placeLabels(points, { widthPx: 200, heightPx: 100 }, 40);
  expect(placed[0]?.index).toBe(0);
  expect(placed.length).toBeGreaterThan(8);
  placed.forEach((a, i) => {
    expect(a.x >= 0 && a.x + a.width <= 200 && a.y >= 0 && a.y + a.height <= 100).toBe(true);
    for (const b of placed.slice(i + 1)) {
      expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false);
    }
  });
  expect(placeLabels(points, { widthPx: 200, heightPx: 100 }, 3).length).toBe(3);
});
