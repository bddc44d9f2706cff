import { beforeEach, expect, test } from 'vitest';
import { COURSE } from '#lexicon/course.ts';
import {
  INITIAL_COURSE,
  answerStep,
  askAgain,
  closeCourse,
  finishStep,
  openCourse,
  readMemory,
  showInCourse,
  useCourse,
} from './course.ts';

beforeEach(() => useCourse.setState(INITIAL_COURSE));

test('what an earlier visit left is taken as far as it makes sense now', () => {
  const left = {
    step: 'heads',
    done: ['heads', 'no such step', 'story'],
    answers: { heads: 1, order: 'x', nothing: 2 },
    corner: { xPx: 20, yPx: 30 },
  };
  expect(readMemory(JSON.stringify(left))).toEqual({
    step: 'heads',
    done: ['story', 'heads'],
    answers: { heads: 1 },
    corner: { xPx: 20, yPx: 30 },
  });
  expect(readMemory('{"step": 3, "done": 4, "answers": 5, "corner": {"xPx": "a"}}')).toEqual({
    step: COURSE[0].id,
    done: [],
    answers: {},
    corner: null,
  });
  for (const nonsense of [null, '', '[]', 'x{'])
    expect(readMemory(nonsense)).toMatchObject(nonsense === '[]' ? { done: [] } : {});
});

test('the course opens where it was left, and a step is ticked off once', () => {
  openCourse('order');
  showInCourse('map');
  closeCourse();
  openCourse();
  expect(useCourse.getState()).toMatchObject({ open: true, step: 'order', view: 'step' });
  finishStep('order');
  finishStep('order');
  expect(useCourse.getState().done).toEqual(['order']);
});

test('a prediction is kept for its step until it is asked again', () => {
  answerStep('order', 1);
  answerStep('masked', -1);
  expect(useCourse.getState().answers).toEqual({ order: 1, masked: -1 });
  askAgain('order');
  expect(useCourse.getState().answers).toEqual({ masked: -1 });
});
