Creator "a hand"
graph [
  directed 0
  node [ id 1 label "&#2486;&#2503;&#2454; &amp; sons" graphics [ x 1 y 2 fill "#FF0000" ] ]
  node [ id 2 label "Rajkot" ]
  node [ id 3 label "Kolkata" ]
  edge [ source 1 target 2 value 2.5 ]
  edge [ source 2 target 3 value 1 ]
  edge [ source 1 target 2 value 1 ]
]
