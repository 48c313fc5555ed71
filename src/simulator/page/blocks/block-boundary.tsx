import { Component, type ReactNode } from 'react';
import type { Block } from '../api.ts';
import { JsonBlock } from './json-block.tsx';

type Props = { readonly block: Block; readonly children: ReactNode };
type State = { readonly problem?: string | undefined; readonly of?: Block };

/** A block that fails takes nothing else with it; once the app changes it, it is tried again. */
export class BlockBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps({ block }: Props, { of }: State): State | null {
    if (of !== undefined && JSON.stringify(of) === JSON.stringify(block)) return null;
    return { of: block, problem: undefined };
  }

  override render(): ReactNode {
    const { block, children } = this.props;
    const { problem } = this.state;
    if (problem === undefined) return children;
    return <JsonBlock what={`${block.type} block`} value={block} problem={problem} />;
  }
}
