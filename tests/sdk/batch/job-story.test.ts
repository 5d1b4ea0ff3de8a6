import { test } from 'node:test'
import { playStory } from './job-story.ts'

test('a job is prepared, steered and released from start to end', (t) => playStory(t))
