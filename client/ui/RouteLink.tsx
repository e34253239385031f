import { createLink } from '@tanstack/react-router'
import { Link } from './Link.tsx'

/** The kit's link, to a screen of the desk: checked against the routes and without loading the page anew. */
export const RouteLink = createLink(Link)
