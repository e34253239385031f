import './ui/tokens.css'
import './ui/base.css'
import './document/favicon.svg?no-inline'
