import type { Core } from './core';
import type { ProjectsView } from './tree/projectsView';

/** What a feature is built on: the core and the view of projects. */
export type App = Omit<Core, 'dispose'> & Omit<ProjectsView, 'dispose'>;
