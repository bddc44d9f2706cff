import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { words } from '#lexicon/words/all.ts';
import { Legend } from './Legend.tsx';
import { useAutoScale } from './scale.ts';
import { ScalingContext, SharedEnds } from './scaling.ts';
import type { Scaling } from './scaling.ts';

const of = (value: number): Float32Array => new Float32Array(100).fill(value);
const OWN: Scaling = { signed: false, auto: true, shared: null, onAuto: () => undefined, onShared: () => undefined };
const said = words.en.view;

function Picture({ data, shareRow }: { data: Float32Array; shareRow?: number }) {
  return (
    <div className="picture">
      <Legend scale={useAutoScale('sequential', data, shareRow)} words={words.en} />
    </div>
  );
}

/** Two pictures of the same kind; answers with what their legends say. */
async function show(scaling: Scaling, ...data: readonly Float32Array[]) {
  const tree = (how: Scaling, values: readonly Float32Array[]) => (
    <ScalingContext value={how}>
      {values.map((each, i) => (
        <Picture key={i} data={each} />
      ))}
    </ScalingContext>
  );
  const screen = await render(tree(scaling, data));
  const legends = (): (string | null)[] =>
    Array.from(screen.container.querySelectorAll('.picture'), (picture) => picture.textContent);
  return { legends, again: (how: Scaling, ...values: Float32Array[]) => screen.rerender(tree(how, values)) };
}

test('each picture has its own scale, and the legend says so', async () => {
  const { legends } = await show(OWN, of(0.4), of(7));
  expect(legends()).toEqual([`00.5${said.scaleAuto}${said.scaleOwn}`, `010${said.scaleAuto}${said.scaleOwn}`]);
});

test('where the scale is shared all pictures take the largest, and each its own again when one is alone', async () => {
  const { legends, again } = await show({ ...OWN, shared: new SharedEnds() }, of(0.4), of(7));
  await expect.poll(legends).toEqual([`010${said.scaleAuto}${said.scaleShared}`, `010${said.scaleAuto}${said.scaleShared}`]);
  await again(OWN, of(0.4), of(7));
  await expect.poll(legends).toEqual([`00.5${said.scaleAuto}${said.scaleOwn}`, `010${said.scaleAuto}${said.scaleOwn}`]);
});

test('a fixed scale stands whatever the numbers do, until it follows them again', async () => {
  const { legends, again } = await show(OWN, of(0.4));
  await again({ ...OWN, auto: false }, of(90));
  expect(legends()).toEqual([`00.5${said.scaleFixed}${said.scaleOwn}`]);
  await again(OWN, of(91));
  expect(legends()).toEqual([`0100${said.scaleAuto}${said.scaleOwn}`]);
});

test('differences of amounts have a sign', async () => {
  const { legends } = await show({ ...OWN, signed: true }, of(-0.4));
  expect(legends()).toEqual([`−0.5+0.5${said.scaleAuto}${said.scaleOwn}`]);
});

test('shares have a scale in common with shares alone, not with lengths', async () => {
  const screen = await render(
    <ScalingContext value={{ ...OWN, shared: new SharedEnds() }}>
      <Picture data={of(7)} />
      <Picture data={of(0.01)} shareRow={100} />
      <Picture data={of(0.25)} shareRow={4} />
    </ScalingContext>,
  );
  const ends = () => Array.from(screen.container.querySelectorAll('.legend > span:last-of-type'), (end) => end.textContent);
  await expect.poll(ends).toEqual(['10', '1', '1']);
});
