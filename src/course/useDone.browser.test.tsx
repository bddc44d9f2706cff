import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { StepId } from '#lexicon/course.ts';
import { INITIAL_COURSE, useCourse } from '#state/course.ts';
import { INITIAL_STATE, useStore } from '#state/store.ts';
import { useDone } from './useDone.ts';

function Step({ id }: { id: StepId }) {
  useDone(id, true);
  return (
    <>
      <button type="button" id="library">
        the library
      </button>
      <button type="button">elsewhere</button>
    </>
  );
}

beforeEach(() => {
  useStore.setState(INITIAL_STATE, true);
  useCourse.setState(INITIAL_COURSE);
});

const done = (): readonly StepId[] => useCourse.getState().done;

// The first test of the file: later ones have touched the page.
test('what the page puts back before anybody has touched it is not the learner’s, and what is moved afterwards is', async () => {
  const screen = await render(<Step id="evaluation" />);
  useStore.setState({ playhead: 40 });
  expect(done()).toEqual([]);
  await userEvent.click(screen.getByText('elsewhere'));
  expect(done()).toEqual([]);
  useStore.setState({ playhead: 30 });
  expect(done()).toEqual(['evaluation']);
});

test('keeping is done by opening the library, not by a press elsewhere nor by what is saved by itself', async () => {
  const screen = await render(<Step id="saving" />);
  useStore.setState(({ keeping }) => ({ keeping: { ...keeping, state: 'kept', step: 9, version: 1 } }));
  await userEvent.click(screen.getByText('elsewhere'));
  expect(done()).toEqual([]);
  await userEvent.click(screen.getByText('the library'));
  expect(done()).toEqual(['saving']);
});
