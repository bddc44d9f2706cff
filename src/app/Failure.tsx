import { Component } from 'react';
import type { ReactNode } from 'react';
import type { Words } from '#lexicon/words/en.ts';

type Props = { words: Words; version: unknown; children: ReactNode };
type State = { message: string | null; version: unknown };

/** Keeps a picture that fails from taking the page with it: says what happened, and tries again when `version` changes. */
export class Failure extends Component<Props, State> {
  override state: State = { message: null, version: this.props.version };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.version === state.version ? null : { message: null, version: props.version };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return <p className="failure">{this.props.words.problems.internal({ message: this.state.message })}</p>;
  }
}
