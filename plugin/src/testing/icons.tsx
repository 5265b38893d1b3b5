import type { SVGProps } from 'react';

type IconProps = Pick<SVGProps<SVGSVGElement>, 'className' | 'role' | 'tabIndex' | 'onClick' | 'onKeyDown'> & {
  title?: string;
};

// Icons are fetched one by one, and there is nowhere to fetch them from; what may be clicked still may.
jest.mock('react-inlinesvg', () => ({
  __esModule: true,
  default: ({ title, className, role, tabIndex, onClick, onKeyDown }: IconProps) => (
    <svg aria-label={title} {...{ className, role, tabIndex, onClick, onKeyDown }} />
  ),
}));
