/** The few rules that a file carries: the reader's own program decides the rest. */
export const fileSheet = `body{line-height:1.5;max-width:40em;margin:0 auto;padding:1em}
h1,h2,h3{line-height:1.2}dt{font-weight:bold}dd{margin-inline-start:1em}
img{max-width:100%;height:auto}hr{margin:2em auto;width:30%}
.align-left{text-align:left}.align-center{text-align:center}.align-right{text-align:right}.align-justify{text-align:justify}`
