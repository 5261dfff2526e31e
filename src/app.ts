import type { Core } from './core';
import type { ProjectsView } from './tree/projectsView';

/** The core and the projects view, on which features are built. */
export type App = Omit<Core, 'dispose'> & Omit<ProjectsView, 'dispose'>;
