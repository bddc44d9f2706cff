import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import type { Words } from '#lexicon/words/en.ts';
import { noteFault } from './diagnostics/faults.ts';

type Props = { words: Words; version: unknown; children: ReactNode };
type State = { message: string | null; copied: boolean; version: unknown };

/** Copies what is known of the error and of this machine; a browser that does not let the page copy keeps it in the diagnostics. */
async function copyReport(): Promise<void> {
  const { diagnose, reportText } = await import('./diagnostics/report.ts');
  await navigator.clipboard.writeText(reportText(await diagnose()));
}

/**
 * Keeps a picture that fails from taking the page with it: says what happened, lets it be reported and tried again, and
 * tries again by itself when `version` changes.
 */
export class Failure extends Component<Props, State> {
  override state: State = { message: null, copied: false, version: this.props.version };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { message: error instanceof Error ? error.message : String(error), copied: false };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.version === state.version ? null : { message: null, version: props.version };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    noteFault(`picture${componentStack?.split('\n', 3).join(' ') ?? ''}`, error);
  }

  private readonly report = async (): Promise<void> => {
    try {
      await copyReport();
      this.setState({ copied: true });
    } catch {
      // The diagnostics hold it.
    }
  };

  override render(): ReactNode {
    const { message, copied } = this.state;
    if (message === null) return this.props.children;
    const { problems, shell } = this.props.words;
    return (
      <div className="failure" role="alert">
        <p>{problems.internal({ message })}</p>
        <p className="failure__acts">
          <button type="button" className="button" onClick={() => this.setState({ message: null })}>
            {shell.failure.again}
          </button>
          <button type="button" className="button button--bare" onClick={() => void this.report()}>
            {shell.failure.report}
          </button>
          <output className="quiet">{copied ? shell.failure.copied : ''}</output>
        </p>
      </div>
    );
  }
}
